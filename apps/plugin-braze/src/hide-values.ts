import { type BrazeRequest, type Mapping, wire, type WireRequest } from '@sf-braze/mapping-core';

/**
 * A call with the values of records replaced by their kind and size: `‹text, 3›`. Ids of Salesforce, names and times of
 * events, consent and catalog fields without personal data stay.
 */
export function hideValues(request: BrazeRequest, mapping: Mapping): WireRequest {
  switch (request.kind) {
    case 'track':
      return wire({
        ...request,
        attributes: request.attributes.map((object) => masked(object, peopleNames(mapping))),
        events: request.events.map((event) => ({
          ...masked(event, EVENT_NAMES),
          properties: masked(event.properties, propertyNames(mapping)),
        })),
      });
    case 'items-put':
    case 'items-patch':
      return wire({
        ...request,
        items: request.items.map((item) => masked(item, itemNames(mapping, request.catalog))),
      });
    case 'alias-new':
      return wire({ ...request, aliases: request.aliases.map((alias) => masked(alias, ALIAS_NAMES)) });
    case 'identify':
      return wire({ ...request, aliases: request.aliases.map((alias) => masked(alias, ALIAS_NAMES)) });
    case 'merge':
      return wire({
        ...request,
        merges: request.merges.map(({ identifier_to_merge, identifier_to_keep }) => ({
          identifier_to_merge: masked(identifier_to_merge, ALIAS_NAMES),
          identifier_to_keep: masked(identifier_to_keep, ALIAS_NAMES),
        })),
      });
    case 'delete-external-ids':
    case 'export':
      return wire({ ...request, externalIds: request.externalIds.map(kindOf) });
    case 'delete-aliases':
    case 'items-delete':
    case 'item-get':
    case 'catalogs-list':
    case 'catalog-create':
    case 'catalog-fields-add':
      return wire(request);
  }
}

const ALIAS_NAMES: ReadonlySet<string> = new Set(['user_alias', 'alias_label', 'alias_name']);
const EVENT_NAMES: ReadonlySet<string> = new Set(['user_alias', 'name', 'time', 'properties']);

function peopleNames({ links }: Mapping): ReadonlySet<string> {
  const linked = links.flatMap((link) =>
    link.kind === 'lookup' ? [link.attribute, link.others?.attribute] : [link.set.attribute, link.primary],
  );
  const ours = ['user_alias', '_update_existing_only', 'email_subscribe', 'subscription_groups'];
  return new Set([...ours, ...linked.filter((name) => name !== undefined)]);
}

function propertyNames({ links }: Mapping): ReadonlySet<string> {
  return new Set(['reason', 'link_id', ...links.map(({ property }) => property)]);
}

function itemNames({ catalogs }: Mapping, catalog: string): ReadonlySet<string> {
  const fields = catalogs.find(({ name }) => name === catalog)?.fields ?? [];
  return new Set(['id', ...fields.filter(({ field }) => field.pii === 'none').map(({ name }) => name)]);
}

/** The same keys; what is not open holds a text about its value. A blank stays: it is no value, and clears one. */
function masked<Shape extends object>(object: Shape, open: ReadonlySet<string>): Shape {
  const values = object as Readonly<Record<string, unknown>>; // a body, whose keys are only looked through
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    shown[name] = open.has(name) || value === null ? value : kindOf(value);
  }
  return shown as Shape; // for printing only: a text takes the place of other values
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `‹list, ${value.length}›`;
  if (typeof value === 'string') return `‹text, ${Array.from(value).length}›`;
  if (typeof value === 'number') return '‹number›';
  return typeof value === 'boolean' ? '‹yes or no›' : '‹value›';
}
