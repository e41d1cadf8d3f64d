import { limitsFor, type WorkspaceLimits } from '../braze/limits.ts';
import type { Expression } from '../expression/ir.ts';
import type { CatalogMapping, Destination, EventMapping, Mapping, PeopleMapping } from '../language/mapping.ts';
import { type ColumnList, columnList } from './columns.ts';
import { type CompileContext, type CompileOptions, compileOver } from './compile-expression.ts';
import { compileRelations } from './compile-relations.ts';
import type {
  CompiledCatalog,
  CompiledDestination,
  CompiledExpression,
  CompiledMapping,
  CompiledPeople,
  CompiledRule,
  SystemColumns,
  ValueLimits,
} from './compiled.ts';

/** Compiles every expression of a mapping once, and decides which columns are read. Never throws for a checked mapping. */
export function compileMapping(mapping: Mapping, options: CompileOptions): CompiledMapping {
  const context: CompileContext = { mapping, options, limits: limitsFor(options.capabilities) };
  return {
    mapping,
    capabilities: options.capabilities,
    people: new Map(mapping.people.map((people) => [people.key, compilePeople(context, people)])),
    catalogs: new Map(mapping.catalogs.map((catalog) => [catalog.key, compileCatalog(context, catalog)])),
    relations: compileRelations(context),
  };
}

function compilePeople(context: CompileContext, people: PeopleMapping): CompiledPeople {
  const { mapping, options } = context;
  const { key } = people;
  const list = columnList(options.snapshot, people.from);
  const compile = (expression: Expression | undefined): CompiledExpression | undefined =>
    expression && compileOver(context, list, expression);
  return {
    mapping: people,
    object: people.from,
    columns: list.columns,
    system: systemColumns(list),
    reachableBy: mapping.identity.reachableBy,
    where: compile(people.where),
    destinations: people.destinations.map((one) => compileDestination(context, list, one)),
    rules: compileRules(context, list, people.from),
    externalId: compile(people.externalId),
    optOut: compile(mapping.consent.email?.from.get(key)),
    groups: mapping.consent.groups.flatMap(({ id, from }) => {
      const optOut = compile(from.get(key));
      return optOut === undefined ? [] : [{ id, optOut }];
    }),
    erase: compile(mapping.lifecycle.erase.get(key)),
    guard: compile(options.guardWhere?.get(key)),
    lookups: mapping.links.flatMap((link) => {
      const path = link.kind === 'lookup' ? link.paths.get(key) : undefined;
      if (link.kind !== 'lookup' || path === undefined) return [];
      return [{ link: link.name, column: list.add(path), where: compile(link.where.get(key)) }];
    }),
    isConverted: people.from === 'Lead' ? list.addIfPresent('IsConverted') : undefined,
    convertedContact: people.from === 'Lead' ? list.addIfPresent('ConvertedContactId') : undefined,
  };
}

function compileCatalog(context: CompileContext, catalog: CatalogMapping): CompiledCatalog {
  const list = columnList(context.options.snapshot, catalog.from);
  return {
    mapping: catalog,
    object: catalog.from,
    columns: list.columns,
    system: systemColumns(list),
    where: catalog.where && compileOver(context, list, catalog.where),
    destinations: catalog.fields.map((one) => compileDestination(context, list, one)),
    rules: compileRules(context, list, catalog.from),
  };
}

function systemColumns(list: ColumnList): SystemColumns {
  return {
    id: list.add('Id'),
    modstamp: list.addIfPresent('SystemModstamp'),
    isDeleted: list.addIfPresent('IsDeleted'),
    master: list.addIfPresent('MasterRecordId'),
    isPersonAccount: list.addIfPresent('IsPersonAccount'),
  };
}

function compileRules(context: CompileContext, list: ColumnList, object: string): readonly CompiledRule[] {
  return context.mapping.events.filter((rule) => rule.on === object).map((rule) => compileRule(context, list, rule));
}

function compileRule(context: CompileContext, list: ColumnList, rule: EventMapping): CompiledRule {
  const expressions = [rule.when, rule.where, ...rule.properties.map(({ field }) => sourceOf(field))];
  const paths = expressions.flatMap((expression) => expression?.previous.map(({ path }) => path) ?? []);
  return {
    rule,
    when: rule.when && compileOver(context, list, rule.when),
    where: rule.where && compileOver(context, list, rule.where),
    properties: rule.properties.map((one) => compileDestination(context, list, one)),
    observed: [...new Set(paths)].map((path) => ({ path, column: list.add(path) })),
  };
}

function compileDestination(context: CompileContext, list: ColumnList, destination: Destination): CompiledDestination {
  const expression = sourceOf(destination.field);
  return {
    destination,
    source: expression && compileOver(context, list, expression),
    limits: valueLimits(context.limits, destination.kind),
  };
}

function sourceOf({ source }: Destination['field']): Expression | undefined {
  return source.kind === 'expression' ? source.expression : undefined;
}

function valueLimits(limits: WorkspaceLimits, kind: Destination['kind']): ValueLimits {
  return kind === 'catalog-field'
    ? { text: { length: limits.catalogText, units: 'utf16' }, elements: limits.catalogArrayElements }
    : { text: limits.attributeText, elements: limits.attributeArrayElements };
}
