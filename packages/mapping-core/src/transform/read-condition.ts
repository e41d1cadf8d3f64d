import { toSoqlCondition } from '../expression/to-soql.ts';
import type { Mapping } from '../language/mapping.ts';
import type { CompiledCatalog, CompiledPeople } from './compiled.ts';

export interface ReadConditionOptions {
  /** Nothing of this object is known yet: no record can have left the scope. */
  readonly firstLoad: boolean;
  readonly multiCurrency: boolean;
}

/**
 * The part of `where` that Salesforce may decide. Undefined when nothing can be put into SOQL, or when a record that
 * leaves the scope, an opt-out or an erasure has to be noticed: then everything is read, and the evaluator decides.
 */
export function readCondition(
  mapping: Mapping,
  { mapping: { where }, ...compiled }: CompiledCatalog | CompiledPeople,
  { firstLoad, multiCurrency }: ReadConditionOptions,
): string | undefined {
  if (where === undefined) return undefined;
  const mustNotice = 'lookups' in compiled ? noticesPeople(mapping, compiled) : noticesItems(mapping, compiled);
  return mustNotice && !firstLoad ? undefined : toSoqlCondition(where.node, { multiCurrency }).soql;
}

type Without<Compiled> = Omit<Compiled, 'mapping'>;

function noticesPeople(mapping: Mapping, { object, optOut, groups, erase }: Without<CompiledPeople>): boolean {
  const keepsExits = mapping.people.some(({ from, onExit }) => from === object && onExit !== 'keep');
  return keepsExits || optOut !== undefined || groups.length > 0 || erase !== undefined;
}

function noticesItems(mapping: Mapping, { object }: Without<CompiledCatalog>): boolean {
  return mapping.catalogs.some(({ from, onExit }) => from === object && onExit === 'delete');
}
