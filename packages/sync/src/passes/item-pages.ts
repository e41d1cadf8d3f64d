import {
  type ItemPlan,
  reconcileItem,
  type Row,
  transformItem,
  type VanishReason,
  type WantedItem,
} from '@sf-braze/mapping-core';
import { checkSignal, PAGE_ROWS } from '../run-context.ts';
import type { NewSight } from '../state.ts';
import { openReading, type Pass } from './pass.ts';
import { idsQuery, streamQuery } from './queries.ts';
import { itemContext } from './reconcile-context.ts';
import type { Stream } from './streams.ts';

export type CatalogStream = Stream & { readonly kind: 'catalog' };

export interface ItemPage {
  readonly read: number;
  readonly plans: readonly ItemPlan[];
}

/** A catalog's records of the window, then touched ones, page by page, and what Braze must be told of them. Sends nothing. */
export async function* itemPages(pass: Pass, stream: CatalogStream): AsyncIterable<ItemPage> {
  const { context } = pass;
  const reading = await openReading(pass, stream.name, () =>
    context.source.read(streamQuery(context, stream), context.signal),
  );
  for await (const rows of reading.pages(context.signal)) yield await itemPage(pass, stream, rows);
  yield* touchedItems(pass, stream);
}

async function* touchedItems(pass: Pass, stream: CatalogStream): AsyncIterable<ItemPage> {
  const { source, store, signal } = pass.context;
  for (;;) {
    const ids = await store.scratch.touched(stream.name, 'record', PAGE_ROWS);
    if (ids.length === 0) return;
    for (const query of idsQuery(stream.compiled, 'Id', ids)) {
      const reading = await source.read(query, signal);
      for await (const rows of reading.pages(signal)) yield await itemPage(pass, stream, rows);
      await reading.release();
    }
    await store.scratch.handled(stream.name, ids); // also those that Salesforce no longer shows
  }
}

async function itemPage(pass: Pass, stream: CatalogStream, rows: readonly Row[]): Promise<ItemPage> {
  const { signal, store } = pass.context;
  checkSignal(signal);
  const plans = await planItems(pass, stream, rows);
  const ids = plans.map(({ id }) => id);
  await store.scratch.handled(stream.name, ids);
  return { read: rows.length, plans };
}

/** Plans for these rows; notes in the scratch what they say of the items. */
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
  const sights = plans.map((plan, index) => sightOf(plan, wanted[index], stream));
  await context.store.scratch.see(key, sights);
  return plans;
}

function sightOf({ id, presence }: ItemPlan, item: WantedItem | undefined, { from }: CatalogStream): NewSight {
  return {
    id,
    present: presence === 'appears' ? true : presence === 'vanishes' ? false : undefined,
    // Also of an item that an earlier run has seen leaving: its people may not have heard yet.
    vanished: item?.standing === 'deleted' ? vanishReason(item) : undefined,
    revealed: from === undefined ? undefined : item?.modstamp,
  };
}

function vanishReason({ object, master }: WantedItem): VanishReason {
  const kind = object === 'Account' ? 'account' : 'item';
  return master === undefined ? `${kind}_deleted` : `${kind}_merged`;
}
