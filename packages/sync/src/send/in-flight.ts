/** Works on items in order, so many at once; the first failure stops new ones and is thrown when the running ones are done. */
export async function inFlight<Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const item = items[next++];
      if (item === undefined) return;
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}

/** Rounds one after the other: requests of a later one name people of an earlier one again. */
export async function inRounds<Batch extends { readonly round: number }>(
  batches: readonly Batch[],
  limit: number,
  work: (batch: Batch) => Promise<void>,
): Promise<void> {
  for (const [, round] of Map.groupBy(batches, (batch) => batch.round)) await inFlight(round, limit, work);
}
