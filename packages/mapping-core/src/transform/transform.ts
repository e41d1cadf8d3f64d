import { limits } from '../braze/limits.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { Row } from '../salesforce/record.ts';
import type { CompiledCatalog, CompiledPeople, CompiledRelation } from './compiled.ts';
import { type Reading, readRow, recordHead, recordId, type TransformRun } from './reading.ts';
import { wantedEvent } from './rules.ts';
import { textLength } from './text.ts';
import type { Relation, WantedEvent, WantedItem, WantedPerson, WantedValue } from './wanted.ts';

/** What Braze should hold of one person's record. Pure; never throws, whatever the row holds. */
export function transformPerson(compiled: CompiledPeople, row: Row, run: TransformRun): WantedPerson {
  const reading = readRow(compiled.columns, row, run);
  const head = recordHead(reading, compiled.system, run);
  const standing = personStanding(compiled, reading);
  const values = standing === 'live' ? compiled.destinations.map((one) => reading.destination(one)) : [];
  const externalId = externalIdOf(compiled, reading);
  const email = valueOf(compiled, values, 'email');
  return {
    kind: 'person',
    people: compiled.mapping.key,
    object: compiled.object,
    ...head,
    standing,
    values,
    externalId,
    reachable: isReachable(compiled, values, externalId),
    email: typeof email === 'string' ? email : undefined,
    optedOut: conditionIfGiven(reading, compiled.optOut),
    groups: groupsOf(compiled, reading),
    erase: compiled.erase !== undefined && reading.value(compiled.erase) === true,
    guarded: !reading.holds(compiled.guard),
    lookups: lookupsOf(compiled, reading),
    convertedTo: convertedTo(compiled, reading),
    events: eventsOf(compiled, row, run, reading, standing === 'live'),
    findings: reading.findings,
    rejected: reading.rejected,
  };
}

/** What Braze should hold of one catalog record. An account that is a person never becomes an item. */
export function transformItem(compiled: CompiledCatalog, row: Row, run: TransformRun): WantedItem {
  const reading = readRow(compiled.columns, row, run);
  const head = recordHead(reading, compiled.system, run);
  const standing = itemStanding(compiled, reading);
  return {
    kind: 'item',
    catalog: compiled.mapping.key,
    object: compiled.object,
    ...head,
    standing,
    values: standing === 'live' ? compiled.destinations.map((one) => reading.destination(one)) : [],
    events: eventsOf(compiled, row, run, reading, standing === 'live'),
    findings: reading.findings,
    rejected: reading.rejected,
  };
}

/** One junction row; nothing when it names no person or no target. */
export function transformRelation(compiled: CompiledRelation, row: Row, run: TransformRun): Relation | undefined {
  const reading = readRow(compiled.columns, row, run);
  const person = compiled.person.map((column) => recordId(reading.cell(column))).find((id) => id !== null);
  const target = recordId(reading.cell(compiled.target));
  if (person === undefined || target === null) return undefined;
  const modstamp = textAt(reading, compiled.modstamp) ?? run.at;
  return {
    person,
    target,
    kept: reading.holds(compiled.where),
    isPrimary: compiled.isPrimary !== undefined && reading.cell(compiled.isPrimary) === true,
    targetModstamp: textAt(reading, compiled.targetModstamp) ?? modstamp,
    modstamp,
  };
}

function personStanding(compiled: CompiledPeople, reading: Reading): WantedPerson['standing'] {
  if (isTrue(reading, compiled.system.isDeleted)) return 'deleted';
  if (isTrue(reading, compiled.isConverted)) return 'converted';
  return reading.holds(compiled.where) ? 'live' : 'out-of-scope';
}

function itemStanding(compiled: CompiledCatalog, reading: Reading): WantedItem['standing'] {
  if (isTrue(reading, compiled.system.isDeleted)) return 'deleted';
  if (isTrue(reading, compiled.system.isPersonAccount)) return 'out-of-scope';
  return reading.holds(compiled.where) ? 'live' : 'out-of-scope';
}

function externalIdOf({ externalId }: CompiledPeople, reading: Reading): string | null | undefined {
  if (externalId === undefined || !reading.given(externalId)) return undefined;
  const value = reading.value(externalId);
  if (typeof value !== 'string') return null;
  if (value.trim() !== '' && textLength(value, 'utf8') <= limits.externalIdBytes.value) return value;
  reading.reject('record/external-id-invalid', {});
  return null;
}

function isReachable(
  compiled: CompiledPeople,
  values: readonly WantedValue[],
  externalId: string | null | undefined,
): boolean {
  return compiled.reachableBy.some((way) => {
    if (way === 'any') return true;
    return way === 'external_id' ? typeof externalId === 'string' : typeof valueOf(compiled, values, way) === 'string';
  });
}

function valueOf({ destinations }: CompiledPeople, values: readonly WantedValue[], profileField: string): WantedValue {
  const index = destinations.findIndex(
    ({ destination }) => destination.kind === 'profile' && destination.name === profileField,
  );
  return values[index];
}

function groupsOf({ groups }: CompiledPeople, reading: Reading): ReadonlyMap<string, boolean> {
  return new Map(
    groups.flatMap(({ id, optOut }): [string, boolean][] => {
      const optedOut = conditionIfGiven(reading, optOut);
      return optedOut === undefined ? [] : [[id, optedOut]];
    }),
  );
}

function lookupsOf(compiled: CompiledPeople, reading: Reading): ReadonlyMap<string, RecordId | null> {
  const isPersonAccount = isTrue(reading, compiled.system.isPersonAccount);
  return new Map(
    compiled.lookups.flatMap(({ link, column, where }): [string, RecordId | null][] => {
      if (!reading.cellGiven(column)) return [];
      const isThemselves = isPersonAccount && compiled.columns[column]?.path === 'AccountId';
      return [[link, !isThemselves && reading.holds(where) ? recordId(reading.cell(column)) : null]];
    }),
  );
}

function convertedTo({ convertedContact }: CompiledPeople, reading: Reading): RecordId | undefined {
  return convertedContact === undefined ? undefined : (recordId(reading.cell(convertedContact)) ?? undefined);
}

function eventsOf(
  { columns, rules }: Pick<CompiledPeople, 'columns' | 'rules'>,
  row: Row,
  run: TransformRun,
  reading: Reading,
  inScope: boolean,
): readonly WantedEvent[] {
  return rules.map((rule) => wantedEvent(rule, { columns, row, run, inScope }, reading));
}

function conditionIfGiven(reading: Reading, condition: CompiledPeople['optOut']): boolean | undefined {
  return condition === undefined || !reading.given(condition) ? undefined : reading.value(condition) === true;
}

function isTrue(reading: Reading, column: number | undefined): boolean {
  return column !== undefined && reading.cell(column) === true;
}

function textAt(reading: Reading, column: number | undefined): string | undefined {
  const value = column === undefined ? null : reading.cell(column);
  return typeof value === 'string' ? value : undefined;
}
