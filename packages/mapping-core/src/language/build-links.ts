import type { Expression } from '../expression/ir.ts';
import { type BuildContext, buildExpression, keySpan, report } from './build-context.ts';
import { buildDestinations } from './build-field.ts';
import { fieldAt } from '../salesforce/field-at.ts';
import { singularOf } from './singular.ts';
import type { JunctionLink, LinkMapping, LookupLink, RelationSet } from './mapping.ts';
import type { RawAccountLink, RawCustomLink, RawOpportunitiesLink } from './schema/links.ts';
import type { Path } from './yaml-tree.ts';

export function buildLinks(context: BuildContext): readonly LinkMapping[] {
  const { account, opportunities, ...custom } = context.joined.raw.links;
  return [
    ...(account === undefined ? [] : [accountLink(context, account)]),
    ...(opportunities === undefined ? [] : [opportunitiesLink(context, opportunities)]),
    ...Object.entries(custom).flatMap(([name, raw]) => customLink(context, name, raw) ?? []),
  ];
}

/** The account of a person: wherever its object has `AccountId`. */
function accountLink(context: BuildContext, raw: RawAccountLink): LookupLink {
  const name = 'account';
  const paths = lookupPaths(context, 'AccountId', (object) => object === 'Contact');
  return {
    kind: 'lookup',
    name,
    catalog: raw.catalog,
    attribute: raw.attribute,
    ...events(raw, raw.property),
    relationship: relationship(context, name, raw.relationship, firstObject(context, paths)),
    span: keySpan(context, ['links', name]),
    paths,
    where: personConditions(context, name, raw.where, paths),
    others: raw.others && {
      object: 'AccountContactRelation',
      person: ['ContactId'],
      target: 'AccountId',
      where: setCondition(context, ['links', name, 'others', 'where'], raw.others.where, 'AccountContactRelation'),
      attribute: raw.others.attribute,
      max: raw.others.max,
    },
  };
}

/** The deals of a contact, through contact roles. */
function opportunitiesLink(context: BuildContext, raw: RawOpportunitiesLink): JunctionLink {
  const name = 'opportunities';
  const object = 'OpportunityContactRole';
  return {
    kind: 'junction',
    name,
    catalog: raw.catalog,
    ...events(raw, raw.property),
    relationship: relationship(context, name, raw.relationship, object),
    span: keySpan(context, ['links', name]),
    primary: raw.primary,
    set: {
      object,
      person: ['ContactId'],
      target: 'OpportunityId',
      where: setCondition(context, ['links', name, 'where'], raw.where, object),
      attribute: raw.attribute,
      max: raw.max,
    },
  };
}

function customLink(context: BuildContext, name: string, raw: RawCustomLink): LinkMapping | undefined {
  const property = raw.property ?? `${singularOf(name)}_id`;
  const base = { name, catalog: raw.catalog, ...events(raw, property), span: keySpan(context, ['links', name]) };
  const { person, to } = raw;
  if (person !== undefined && to !== undefined) {
    const set = junctionSet(context, name, raw, typeof person === 'string' ? [person] : person, to);
    return {
      kind: 'junction',
      ...base,
      primary: raw.primary,
      relationship: relationship(context, name, raw.relationship, set.object),
      set,
    };
  }
  const paths = lookupPaths(context, raw.through, () => true);
  const halfAJunction = person !== undefined || to !== undefined;
  if (halfAJunction || paths.size === 0) {
    const path = ['links', name, halfAJunction ? (person === undefined ? 'to' : 'person') : 'through'];
    const unread = context.joined.damaged && !halfAJunction;
    if (!unread) report(context, 'mapping/link-incomplete', path, { link: name, catalog: raw.catalog });
    return undefined;
  }
  return {
    kind: 'lookup',
    ...base,
    attribute: raw.attribute,
    relationship: relationship(context, name, raw.relationship, firstObject(context, paths)),
    paths,
    where: personConditions(context, name, raw.where, paths),
    others: undefined,
  };
}

function junctionSet(
  context: BuildContext,
  name: string,
  raw: RawCustomLink,
  person: readonly string[],
  to: string,
): RelationSet {
  const object = raw.through;
  const path = ['links', name];
  const list = typeof raw.person !== 'string';
  for (const [index, field] of person.entries()) {
    buildExpression(context, list ? [...path, 'person', index] : [...path, 'person'], field, {
      object,
      expects: 'value',
    });
  }
  buildExpression(context, [...path, 'to'], to, { object, expects: 'value' });
  return {
    object,
    person,
    target: to,
    where: raw.where === undefined ? undefined : setCondition(context, [...path, 'where'], raw.where, object),
    attribute: raw.attribute,
    max: raw.max ?? 25,
  };
}

interface RawEvents {
  readonly linked?: string | undefined;
  readonly unlinked?: string | false | undefined;
  readonly backfill?: 'emit' | 'skip' | undefined;
}

function events(raw: RawEvents, property: string): Pick<LinkMapping, 'linked' | 'unlinked' | 'property' | 'backfill'> {
  const unlinked = raw.unlinked === false ? undefined : raw.unlinked;
  return { linked: raw.linked, unlinked, property, backfill: raw.backfill ?? 'emit' };
}

/** Per people key whose object has the path. Without a snapshot, `assumed` decides. */
function lookupPaths(
  context: BuildContext,
  path: string,
  assumed: (object: string) => boolean,
): ReadonlyMap<string, string> {
  const { snapshot, people } = context;
  const having = people.filter(({ from }) =>
    snapshot?.objects.has(from) === true ? fieldAt(snapshot, from, path) !== undefined : assumed(from),
  );
  return new Map(having.map(({ key }) => [key, path]));
}

function firstObject({ people }: BuildContext, paths: ReadonlyMap<string, string>): string | undefined {
  return people.find(({ key }) => paths.has(key))?.from;
}

function personConditions(
  context: BuildContext,
  name: string,
  text: string | undefined,
  paths: ReadonlyMap<string, string>,
): ReadonlyMap<string, Expression> {
  if (text === undefined) return new Map();
  const conditions = context.people
    .filter(({ key }) => paths.has(key))
    .flatMap(({ key, from }) => {
      const where = buildExpression(context, ['links', name, 'where'], text, { object: from, expects: 'condition' });
      return where === undefined ? [] : [[key, where] as const];
    });
  return new Map(conditions);
}

function setCondition(context: BuildContext, path: Path, text: string, object: string): Expression | undefined {
  return buildExpression(context, path, text, { object, expects: 'condition' });
}

function relationship(
  context: BuildContext,
  name: string,
  raw: RawAccountLink['relationship'],
  object: string | undefined,
): LinkMapping['relationship'] {
  if (raw === undefined || object === undefined) return undefined;
  const path = ['links', name, 'relationship', 'attributes'];
  return {
    kind: raw.kind,
    attributes: buildDestinations(context, path, raw.attributes, () => ({ kind: 'attribute', object })),
  };
}
