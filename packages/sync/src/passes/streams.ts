import { createHash } from 'node:crypto';
import type { CompiledCatalog, CompiledPeople, Mapping } from '@sf-braze/mapping-core';
import type { RunContext } from '../run-context.ts';
import type { StateStore } from '../state.ts';

/** One object to read in this run, and how far back. */
export type Stream = {
  readonly name: string;
  /** undefined: everything. ISO time of the first `SystemModstamp` to read otherwise. */
  readonly from: string | undefined;
  /** No earlier run has sent anything of this stream. */
  readonly firstLoad: boolean;
  /** Of what decides which values are sent; kept with the watermark. */
  readonly digest: string;
} & (
  | { readonly kind: 'catalog'; readonly compiled: CompiledCatalog }
  | { readonly kind: 'people'; readonly compiled: CompiledPeople }
);

const MINUTE = 60_000;

/** The streams of a run in the order in which they are read: catalogs first, then people by rank. */
export async function openStreams(context: RunContext): Promise<readonly Stream[]> {
  const { compiled } = context;
  const streams: Stream[] = [];
  for (const catalog of compiled.catalogs.values()) {
    const reach = await extent(context, `catalog:${catalog.mapping.key}`, catalog);
    streams.push({ kind: 'catalog', compiled: catalog, ...reach });
  }
  for (const people of compiled.people.values()) {
    const reach = await extent(context, `people:${people.mapping.key}`, people);
    streams.push({ kind: 'people', compiled: people, ...reach });
  }
  return streams;
}

/** Setting that says that sending of a stream has begun: what was sent may be deleted or out of scope by now. */
export function begunSetting(stream: string): string {
  return `begun:${stream}`;
}

type Reach = Pick<Stream, 'name' | 'from' | 'firstLoad' | 'digest'>;

async function extent(context: RunContext, name: string, compiled: Compiled): Promise<Reach> {
  const digest = digestOf(context.mapping, compiled);
  const watermark = await context.store.watermark(name);
  if (watermark === undefined) {
    const begun = await context.store.setting(begunSetting(name));
    return { name, from: undefined, firstLoad: begun === undefined, digest };
  }
  const refresh = refreshMinutes(context, compiled);
  const due = refresh !== undefined && (await isDue(context.store, `refresh:${name}`, refresh, context.at));
  const whole = context.full || due || watermark.digest !== digest;
  const overlap = context.project.schedule.overlapMinutes * MINUTE;
  const from = whole ? undefined : new Date(Date.parse(watermark.at) - overlap).toISOString();
  return { name, from, firstLoad: false, digest };
}

/** Whether a sweep has not been done for so many minutes. `0` switches it off. */
export async function isDue(store: StateStore, name: string, minutes: number, at: string): Promise<boolean> {
  if (minutes === 0) return false;
  const last = await store.sweptAt(name);
  return last === undefined || Date.parse(at) - Date.parse(last) >= minutes * MINUTE;
}

type Compiled = CompiledCatalog | CompiledPeople;

/** The shortest pace of the fields that a save does not announce; undefined when every field announces itself. */
function refreshMinutes(context: RunContext, compiled: Compiled): number | undefined {
  const paces = compiled.destinations.flatMap(({ destination: { field } }) => {
    if (field.refreshMinutes !== undefined) return [field.refreshMinutes];
    const silent =
      field.source.kind === 'expression' &&
      field.source.expression.paths.some(
        (path) => path.field?.calculated === true || isForeign(context.mapping, path.path),
      );
    return silent ? [context.project.schedule.formulaRefreshMinutes] : [];
  });
  return paces.length === 0 ? undefined : Math.min(...paces);
}

/** A parent's field. Accounts that a link follows announce their changes through the link. */
function isForeign(mapping: Mapping, path: string): boolean {
  const [parent, ...rest] = path.split('.');
  if (rest.length === 0) return false;
  const followed = mapping.links.some(
    (link) => link.kind === 'lookup' && [...link.paths.values()].some((lookup) => relationOf(lookup) === parent),
  );
  return !(followed && rest.length === 1);
}

/** The name that follows a lookup in a path: `Account` for `AccountId`, `Partner__r` for `Partner__c`. */
function relationOf(lookup: string): string {
  return lookup.endsWith('__c') ? `${lookup.slice(0, -1)}r` : lookup.replace(/Id$/, '');
}

function digestOf(mapping: Mapping, compiled: Compiled): string {
  const { key, where } = compiled.mapping;
  const fields = compiled.destinations.map(({ destination: { name, field } }) => [
    name,
    field.source.kind === 'constant' ? { value: field.source.value } : field.source.expression.text,
    field.as,
    field.map === undefined ? null : [...field.map],
    field.otherwise,
    field.default ?? null,
    field.onOverflow,
  ]);
  const rules = compiled.rules.map(({ rule }) => [rule.name, rule.when?.text ?? null]);
  const people = 'lookups' in compiled ? peopleParts(mapping, key) : [];
  const text = JSON.stringify([compiled.object, where?.text ?? null, fields, rules, people]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** What the whole mapping says about the people of one key: a change concerns each of them. */
function peopleParts({ links, consent, identity, people }: Mapping, key: string): readonly unknown[] {
  const rules = [...(consent.email === undefined ? [] : [consent.email]), ...consent.groups];
  return [
    people.find((one) => one.key === key)?.externalId?.text ?? null,
    [identity.reachableBy, identity.duplicateEmail],
    rules.map((rule) => [rule.from.get(key)?.text ?? null, rule.direction, 'id' in rule ? rule.id : null]),
    links.map((link) => [link.name, link.catalog, ...linkParts(link, key)]),
  ];
}

function linkParts(link: Mapping['links'][number], key: string): readonly unknown[] {
  if (link.kind === 'junction') return [setParts(link.set), link.primary ?? null];
  const { attribute, paths, where, others } = link;
  return [
    attribute,
    paths.get(key) ?? null,
    where.get(key)?.text ?? null,
    others === undefined ? null : setParts(others),
  ];
}

function setParts({ object, person, target, where, attribute, max }: RelationSet): readonly unknown[] {
  return [object, person, target, where?.text ?? null, attribute, max];
}

type RelationSet = Extract<Mapping['links'][number], { kind: 'junction' }>['set'];
