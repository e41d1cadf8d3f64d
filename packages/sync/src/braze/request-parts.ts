import type { AttributesObject, BrazeRequest, EventObject } from '@sf-braze/mapping-core';
import type { WriteRequest } from './endpoints.ts';

/** Some objects of a request, by their index in its arrays. */
export interface Part {
  readonly attributes: readonly number[];
  readonly events: readonly number[];
  /** The one array of every request but `track`. */
  readonly objects: readonly number[];
}

export function wholeOf(request: WriteRequest): Part {
  if (request.kind !== 'track') return partOf({ objects: indexes(objectsOf(request)) });
  return partOf({ attributes: indexes(request.attributes), events: indexes(request.events) });
}

export function sizeOf(part: Part): number {
  return part.attributes.length + part.events.length + part.objects.length;
}

export function withoutEvents(part: Part): Part {
  return { ...part, events: [] };
}

/** The objects of the one array of a request; none for `track`. A catalog is one object. */
export function objectsOf(request: WriteRequest): readonly unknown[] {
  switch (request.kind) {
    case 'track':
      return [];
    case 'alias-new':
    case 'identify':
    case 'delete-aliases':
      return request.aliases;
    case 'merge':
      return request.merges;
    case 'delete-external-ids':
      return request.externalIds;
    case 'items-put':
    case 'items-patch':
      return request.items;
    case 'items-delete':
      return request.ids;
    case 'catalog-create':
      return [{ name: request.name, description: request.description }];
    case 'catalog-fields-add':
      return request.fields;
    default:
      return assertNever(request);
  }
}

/** The same request with only these objects. */
export function pickPart(request: WriteRequest, part: Part): WriteRequest {
  switch (request.kind) {
    case 'track':
      return {
        ...request,
        attributes: pick(request.attributes, part.attributes),
        events: pick(request.events, part.events),
      };
    case 'alias-new':
      return { ...request, aliases: pick(request.aliases, part.objects) };
    case 'identify':
      return { ...request, aliases: pick(request.aliases, part.objects) };
    case 'delete-aliases':
      return { ...request, aliases: pick(request.aliases, part.objects) };
    case 'merge':
      return { ...request, merges: pick(request.merges, part.objects) };
    case 'delete-external-ids':
      return { ...request, externalIds: pick(request.externalIds, part.objects) };
    case 'items-put':
    case 'items-patch':
      return { ...request, items: pick(request.items, part.objects) };
    case 'items-delete':
      return { ...request, ids: pick(request.ids, part.objects) };
    case 'catalog-create':
      return request;
    case 'catalog-fields-add':
      return { ...request, fields: pick(request.fields, part.objects) };
    default:
      return assertNever(request);
  }
}

/**
 * Two parts that are sent one after the other. All objects of a person stay together, so that no event overtakes the
 * attributes that create its profile; only a part about one person is cut inside, attributes first.
 */
export function halvesOf(request: WriteRequest, part: Part): readonly [Part, Part] {
  const people =
    request.kind === 'track' ? byPerson(request, part) : part.objects.map((index) => partOf({ objects: [index] }));
  const units = people.length > 1 ? people : singles(part);
  const middle = Math.ceil(units.length / 2);
  return [joined(units.slice(0, middle)), joined(units.slice(middle))];
}

function byPerson(request: Extract<BrazeRequest, { kind: 'track' }>, part: Part): readonly Part[] {
  const people = new Map<string, Part>();
  const add = (object: AttributesObject | EventObject | undefined, more: Part) => {
    const key = object === undefined ? '' : personKey(object);
    people.set(key, joined([people.get(key) ?? partOf({}), more]));
  };
  for (const index of part.attributes) add(request.attributes[index], partOf({ attributes: [index] }));
  for (const index of part.events) add(request.events[index], partOf({ events: [index] }));
  return [...people.values()];
}

function personKey(object: AttributesObject | EventObject): string {
  if ('external_id' in object) return JSON.stringify(object.external_id);
  return JSON.stringify([object.user_alias.alias_label, object.user_alias.alias_name]);
}

function singles(part: Part): readonly Part[] {
  return [
    ...part.attributes.map((index) => partOf({ attributes: [index] })),
    ...part.events.map((index) => partOf({ events: [index] })),
    ...part.objects.map((index) => partOf({ objects: [index] })),
  ];
}

/** In the order of the request, as `pickPart` gives them. */
function joined(parts: readonly Part[]): Part {
  return partOf({
    attributes: parts.flatMap((part) => part.attributes).toSorted((a, b) => a - b),
    events: parts.flatMap((part) => part.events).toSorted((a, b) => a - b),
    objects: parts.flatMap((part) => part.objects).toSorted((a, b) => a - b),
  });
}

function partOf(some: Partial<Part>): Part {
  return { attributes: [], events: [], objects: [], ...some };
}

function indexes(array: readonly unknown[]): readonly number[] {
  return array.map((_, index) => index);
}

function pick<T>(array: readonly T[], wanted: readonly number[]): readonly T[] {
  const chosen = new Set(wanted);
  return array.filter((_, index) => chosen.has(index));
}

function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}
