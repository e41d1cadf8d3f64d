import { kindOf } from './field-value.ts';
import type { Field, Schema } from './schema.ts';
import type { Json } from './soql/project.ts';
import type { QueryResult } from './soql/run-query.ts';
import type { Column } from './soql/select-columns.ts';
import { bindColumns } from './soql/select-columns.ts';

/** The undocumented answer to `query?q=…&columns=true`, which `sf data query` reads to order its columns. */
export function describeColumns(schema: Schema, result: QueryResult): Json {
  return {
    columnMetadata: columnsOf(schema, result),
    entityName: result.object.name,
    groupBy: result.kind === 'aggregate',
    idSelected:
      result.kind === 'records' &&
      result.columns.some((column) => column.kind === 'field' && column.path.names.join('.') === 'Id'),
    keyPrefix: result.object.keyPrefix,
  };
}

function columnsOf(schema: Schema, result: QueryResult): readonly Json[] {
  switch (result.kind) {
    case 'count':
      return [];
    case 'aggregate':
      return Object.keys(result.rows[0] ?? {}).map((name) => metadata(name, undefined, [], true));
    case 'records':
      return mergeColumns(schema, result.columns);
    default:
      throw new Error(`unknown result ${JSON.stringify(result)}`);
  }
}

/** A parent path becomes a column with joined columns, child records one with the columns of the child. */
function mergeColumns(schema: Schema, columns: readonly Column[]): readonly Json[] {
  return columns.map((column): Json => {
    if (column.kind === 'children') {
      const binding = { schema, snapshot: { table: () => EMPTY, find: () => undefined }, now: 0, text: '' };
      return metadata(
        column.relationship,
        undefined,
        mergeColumns(schema, bindColumns(binding, column.object, column.query)),
        true,
      );
    }
    const { names, leaf } = column.path;
    const inner = metadata(column.alias ?? leaf.name, leaf, [], false);
    return names
      .slice(0, -1)
      .toReversed()
      .reduce<Json>((joined, name) => metadata(name, undefined, [joined], false), inner);
  });
}

const EMPTY = { object: '', generated: undefined, overlaid: new Map(), others: [], kept: new Map() };

function metadata(name: string, field: Field | undefined, joinColumns: readonly Json[], aggregate: boolean): Json {
  const kind = field === undefined ? undefined : kindOf(field.type);
  return {
    aggregate,
    apexType: kind === 'number' ? 'Double' : kind === 'boolean' ? 'Boolean' : 'String',
    booleanType: kind === 'boolean',
    columnName: name,
    custom: field?.custom === true,
    displayName: name,
    foreignKeyName: null,
    insertable: field?.createable ?? true,
    joinColumns,
    numberType: kind === 'number',
    textType: kind === 'text',
    updatable: field?.updateable ?? true,
  };
}
