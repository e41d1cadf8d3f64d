import { SalesforceError, soqlError } from '../errors.ts';
import { isFilterable } from '../field-traits.ts';
import { findField, type ObjectSchema } from '../schema.ts';
import type { Query, SelectItem } from './ast.ts';
import { DISPLAY_FUNCTIONS } from './operand.ts';
import { type Binding, type ResolvedPath, resolvePath } from './resolve.ts';

/** One thing that a non-aggregate query selects. */
export type Column =
  | {
      readonly kind: 'field';
      readonly path: ResolvedPath;
      readonly alias: string | undefined;
      /** TOLABEL, CONVERTCURRENCY, FORMAT. */
      readonly display: string | undefined;
      readonly place: number;
    }
  | { readonly kind: 'children'; readonly relationship: string; readonly query: Query; readonly object: ObjectSchema };

/** Expands FIELDS(), resolves every path, refuses duplicates as Salesforce does. */
export function bindColumns(binding: Binding, object: ObjectSchema, query: Query): readonly Column[] {
  const columns = query.select.flatMap((item) => bindItem(binding, object, query, item));
  const seen = new Set<string>();
  for (const column of columns) {
    const name = column.kind === 'children' ? column.relationship : (column.alias ?? column.path.names.join('.'));
    if (seen.has(name.toLowerCase())) {
      throw new SalesforceError(400, 'INVALID_FIELD', `duplicate field selected: ${name}`);
    }
    seen.add(name.toLowerCase());
  }
  return columns;
}

const FIELDS_LIMIT = 200;

function bindItem(binding: Binding, object: ObjectSchema, query: Query, item: SelectItem): readonly Column[] {
  switch (item.kind) {
    case 'field':
      return [fieldColumn(binding, object, query, item, undefined, item.path.place)];
    case 'call':
      if (!DISPLAY_FUNCTIONS.has(item.name) || item.path === undefined) {
        throw soqlError('MALFORMED_QUERY', `unexpected token: '${item.name}'`, binding.text, item.place);
      }
      return [fieldColumn(binding, object, query, { path: item.path, alias: item.alias }, item.name, item.place)];
    case 'fields':
      return expandFields(binding, object, query, item);
    case 'subquery':
      return [childColumn(binding, object, item.query)];
    default:
      throw new Error(`unknown item ${JSON.stringify(item)}`);
  }
}

function fieldColumn(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  item: { readonly path: NonNullable<(SelectItem & { kind: 'call' })['path']>; readonly alias: string | undefined },
  display: string | undefined,
  place: number,
): Column {
  if (item.alias !== undefined && display === undefined && query.groupBy.length === 0) {
    throw soqlError('MALFORMED_QUERY', 'only aggregate expressions use field aliasing', binding.text, place);
  }
  const path = resolvePath(binding, object, item.path, query.alias);
  return { kind: 'field', path, alias: item.alias, display, place };
}

function expandFields(
  binding: Binding,
  object: ObjectSchema,
  query: Query,
  item: SelectItem & { kind: 'fields' },
): readonly Column[] {
  if (item.group !== 'STANDARD' && (query.limit === undefined || query.limit > FIELDS_LIMIT)) {
    const message = `The SOQL FIELDS function must have a LIMIT of at most ${FIELDS_LIMIT}`;
    throw new SalesforceError(400, 'MALFORMED_QUERY', message);
  }
  return object.fields
    .filter(({ custom }) => item.group === 'ALL' || (custom === true) === (item.group === 'CUSTOM'))
    .map((field) => {
      const path = resolvePath(binding, object, { names: [field.name], place: item.place });
      return { kind: 'field', path, alias: undefined, display: undefined, place: item.place };
    });
}

function childColumn(binding: Binding, object: ObjectSchema, query: Query): Column {
  const relationship = object.childByName.get(query.from.toLowerCase());
  const child = relationship === undefined ? undefined : binding.schema.objects.get(relationship.child.toLowerCase());
  if (relationship === undefined || child === undefined) {
    const message =
      `Didn't understand relationship '${query.from}' in FROM part of query call. If you are attempting to use a ` +
      `custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your ` +
      `WSDL or the describe call for the appropriate names.`;
    throw soqlError('INVALID_TYPE', message, binding.text, query.fromPlace);
  }
  return { kind: 'children', relationship: relationship.name, query, object: child };
}

/** The lookup on the child that a child column follows. */
export function childLookup(object: ObjectSchema, column: Column & { kind: 'children' }): string {
  const relationship = object.childByName.get(column.relationship.toLowerCase());
  const field = relationship === undefined ? undefined : findField(column.object, relationship.field);
  if (field === undefined || !isFilterable(field)) throw new Error(`no lookup for ${column.relationship}`);
  return field.source;
}
