import { limits } from '../braze/limits.ts';
import type { Handle, UserAlias } from '../braze/objects.ts';
import type { BrazeRequest, ItemObject } from '../braze/requests.ts';
import { ENVELOPE_BYTES, wireBytes } from './wire-size.ts';

type RequestOf<Kind extends BrazeRequest['kind']> = Extract<BrazeRequest, { readonly kind: Kind }>;

/** A request, and the index of the input each of its elements came from. */
export interface Batch<Request extends BrazeRequest> {
  readonly request: Request;
  readonly members: readonly number[];
}

export interface ItemWrite {
  readonly kind: 'put' | 'patch';
  readonly item: ItemObject;
}

export interface ItemBatches {
  readonly batches: readonly Batch<RequestOf<'items-put' | 'items-patch'>>[];
  /** Indexes of items above the size Braze takes: one of them would refuse all of its request. */
  readonly tooLarge: readonly number[];
}

/** One catalog's items, 50 and 4 MB a request, PUT and PATCH apart; an id stands once in a request. */
export function batchItems(catalog: string, writes: readonly ItemWrite[]): ItemBatches {
  const sized = writes.map(({ kind, item }, index) => ({ kind, item, index, bytes: wireBytes(item) + 1 }));
  const fitting = sized.filter(isTaken);
  const batches = (['put', 'patch'] as const).flatMap((kind) =>
    chunks(
      fitting.filter((write) => write.kind === kind),
      { count: limits.catalogItemsPerRequest.value, bytes: ({ bytes }) => bytes, key: ({ item }) => item.id },
    ).map((chunk) => ({
      request: {
        kind: kind === 'put' ? ('items-put' as const) : ('items-patch' as const),
        catalog,
        items: chunk.map(({ item }) => item),
      },
      members: chunk.map(({ index }) => index),
    })),
  );
  const tooLarge = sized.filter((write) => !isTaken(write)).map(({ index }) => index);
  return { batches, tooLarge };
}

/** `bytes` are those of the item and the comma after it. */
function isTaken({ bytes }: { readonly bytes: number }): boolean {
  return bytes - 1 <= limits.attributeArrayBytes.value;
}

export function batchItemDeletes(catalog: string, ids: readonly string[]): readonly Batch<RequestOf<'items-delete'>>[] {
  return batchesOf(
    ids,
    limits.catalogItemsPerRequest.value,
    (id) => id,
    (chunk) => ({
      kind: 'items-delete',
      catalog,
      ids: chunk,
    }),
  );
}

/** Aliases for profiles that have an external id. */
export function batchAliases(
  aliases: readonly (UserAlias & { readonly external_id: string })[],
): readonly Batch<RequestOf<'alias-new'>>[] {
  return batchesOf(
    aliases,
    limits.aliasNewPerRequest.value,
    (alias) => `${alias.alias_label}:${alias.alias_name}`,
    (chunk) => ({ kind: 'alias-new', aliases: chunk }),
  );
}

/** What a look asks for unless it is about events. */
const identityFields = ['braze_id', 'external_id', 'user_aliases'] as const;

/** Looks at profiles: 50 external ids and aliases together per call. */
export function batchLooks(
  handles: readonly Handle[],
  fields: readonly string[] = identityFields,
): readonly Batch<RequestOf<'export'>>[] {
  return batchesOf(
    handles,
    limits.exportPerRequest.value,
    (handle) =>
      handle.kind === 'external_id'
        ? `external id ${handle.externalId}`
        : `alias ${handle.alias.alias_label}:${handle.alias.alias_name}`,
    (chunk) => ({
      kind: 'export',
      externalIds: chunk.flatMap((handle) => (handle.kind === 'external_id' ? [handle.externalId] : [])),
      aliases: chunk.flatMap((handle) => (handle.kind === 'alias' ? [handle.alias] : [])),
      fields,
    }),
  );
}

function batchesOf<Element, Request extends BrazeRequest>(
  elements: readonly Element[],
  count: number,
  key: (element: Element) => string,
  request: (chunk: readonly Element[]) => Request,
): readonly Batch<Request>[] {
  const indexed = elements.map((element, index) => ({ element, index }));
  const bytes = ({ element }: { element: Element }): number => wireBytes(element) + 1;
  return chunks(indexed, { count, bytes, key: ({ element }) => key(element) }).map((chunk) => ({
    request: request(chunk.map(({ element }) => element)),
    members: chunk.map(({ index }) => index),
  }));
}

/** Cuts a list in order; a chunk ends when it is full, or when a key would stand in it twice. */
function chunks<Element>(
  elements: readonly Element[],
  limit: {
    readonly count: number;
    readonly bytes: (element: Element) => number;
    readonly key: (element: Element) => string;
  },
): readonly (readonly Element[])[] {
  const all: Element[][] = [];
  let keys = new Set<string>();
  let used = Number.POSITIVE_INFINITY;
  for (const element of elements) {
    const bytes = limit.bytes(element);
    const key = limit.key(element);
    const last = all.at(-1);
    const isFull = used + bytes > limits.requestBytes.value - ENVELOPE_BYTES;
    if (last === undefined || isFull || last.length >= limit.count || keys.has(key)) {
      all.push([element]);
      keys = new Set([key]);
      used = bytes;
    } else {
      last.push(element);
      keys.add(key);
      used += bytes;
    }
  }
  return all;
}
