import {
  type BrazeValue,
  type CompiledCatalog,
  type CompiledPeople,
  type CompiledRule,
  transformItem,
  transformPerson,
  type WantedEvent,
} from '@sf-braze/mapping-core';
import { idsQuery } from '../passes/queries.ts';
import type { RunContext } from '../run-context.ts';
import type { OutboxEntry } from '../state.ts';
import { propertyScope } from './noted-event.ts';
import type { Properties } from './property-memory.ts';

/**
 * The properties of an event that an earlier run noted. The state has fingerprints only: a value is found again
 * from the record while its fingerprint matches, else among the picklist's values, else it is left out.
 */
export async function recoverProperties(
  context: RunContext,
  entry: OutboxEntry,
  source: NonNullable<OutboxEntry['source']>,
): Promise<Properties> {
  const compiled = compiledOf(context, source.object);
  const rule = compiled?.rules.find((one) => one.rule.name === entry.name);
  if (compiled === undefined || rule === undefined) return {};
  const event = await readEvent(context, compiled, entry, source.id);
  const current = event?.propertiesNow() ?? {};
  const found = Object.entries(entry.properties).flatMap(([name, fingerprint]): [string, BrazeValue][] => {
    const matches = (value: BrazeValue): boolean =>
      context.fingerprint(propertyScope(entry.name, name), value) === fingerprint;
    const value = current[name];
    if (value !== undefined && matches(value)) return [[name, value]];
    const other = candidates(rule, name).find(matches);
    return other === undefined ? [] : [[name, other]];
  });
  return Object.fromEntries(found);
}

function compiledOf({ compiled }: RunContext, object: string): CompiledCatalog | CompiledPeople | undefined {
  return [...compiled.catalogs.values(), ...compiled.people.values()].find((one) => one.object === object);
}

async function readEvent(
  context: RunContext,
  compiled: CompiledCatalog | CompiledPeople,
  entry: OutboxEntry,
  id: NonNullable<OutboxEntry['source']>['id'],
): Promise<WantedEvent | undefined> {
  const [query] = idsQuery(compiled, 'Id', [id]);
  if (query === undefined) return undefined;
  const reading = await context.source.read(query, context.signal);
  for await (const [row] of reading.pages(context.signal)) {
    if (row === undefined) continue;
    const run = { at: context.at };
    const { events } = 'lookups' in compiled ? transformPerson(compiled, row, run) : transformItem(compiled, row, run);
    return events.find(({ rule }) => rule.name === entry.name);
  }
  return undefined;
}

/** Values the property's fields can have, as far as the org says so. */
function candidates(rule: CompiledRule, property: string): readonly BrazeValue[] {
  const field = rule.properties.find(({ destination }) => destination.name === property)?.destination.field;
  if (field?.source.kind !== 'expression') return [];
  const { paths, previous } = field.source.expression;
  const picklists = [...paths, ...previous].flatMap((path) => path.field?.picklist.map(({ value }) => value) ?? []);
  return [...picklists, true, false];
}
