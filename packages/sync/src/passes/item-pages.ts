import { type ItemPlan, reconcileItem, type Row, transformItem, type WantedItem } from '@sf-braze/mapping-core';
import { checkSignal } from '../run-context.ts';
import { openReading, type Pass, type Vanishing } from './pass.ts';
import { streamQuery } from './queries.ts';
import { itemContext } from './reconcile-context.ts';
import type { Stream } from './streams.ts';

export type CatalogStream = Stream & { readonly kind: 'catalog' };

export interface ItemPage {
  readonly read: number;
  readonly plans: readonly ItemPlan[];
}

/** Reads a catalog's records page by page and works out what Braze must be told of them. Sends nothing. */
export async function* itemPages(pass: Pass, stream: CatalogStream): AsyncIterable<ItemPage> {
  const { context } = pass;
  const reading = await openReading(pass, stream.name, () =>
    context.source.read(streamQuery(context, stream), context.signal),
  );
  for await (const rows of reading.pages(context.signal)) {
    checkSignal(context.signal);
    yield { read: rows.length, plans: await planItems(pass, stream, rows) };
  }
}

/** Plans for these rows; notes in the scratch which items this pass adds and takes away. */
export async function planItems(pass: Pass, stream: CatalogStream, rows: readonly Row[]): Promise<readonly ItemPlan[]> {
  const { context } = pass;
  const { key } = stream.compiled.mapping;
  const wanted = rows.map((row) => transformItem(stream.compiled, row, { at: context.at }));
  const known = await context.store.items(
    key,
    wanted.map(({ id }) => id),
  );
  const reconcile = itemContext(pass);
  const plans = wanted.map((item) => reconcileItem({ known: known.get(item.id), wanted: item }, reconcile));
  await notePresence(pass, key, plans);
  for (const [index, plan] of plans.entries()) {
    const item = wanted[index];
    if (item === undefined) continue;
    // An item that only left the scope has no reason of its own.
    if (plan.presence === 'vanishes' && item.standing === 'deleted')
      pass.vanished.set(`${key}|${plan.id}`, vanishing(item));
    if (stream.from !== undefined) pass.revealed.set(`${key}|${plan.id}`, item.modstamp);
  }
  return plans;
}

async function notePresence({ context }: Pass, catalog: string, plans: readonly ItemPlan[]): Promise<void> {
  const ids = (presence: ItemPlan['presence']): ItemPlan['id'][] =>
    plans.filter((plan) => plan.presence === presence).map(({ id }) => id);
  await context.store.scratch.setPresence(catalog, ids('appears'), true);
  await context.store.scratch.setPresence(catalog, ids('vanishes'), false);
}

function vanishing(item: WantedItem): Vanishing {
  const kind = item.object === 'Account' ? 'account' : 'item';
  return item.master === undefined ? `${kind}_deleted` : `${kind}_merged`;
}
