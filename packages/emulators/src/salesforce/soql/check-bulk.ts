import { noSuchObject, SalesforceError } from '../errors.ts';
import { kindOf } from '../field-value.ts';
import { findField, findObject, type Schema } from '../schema.ts';
import { isAggregate } from './aggregate.ts';
import type { Query, SelectItem } from './ast.ts';

/**
 * Refuses what Bulk API 2.0 refuses; the query's text is for messages.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/queries.htm
 */
export function checkBulkQuery(schema: Schema, query: Query, text: string): void {
  const object = findObject(schema, query.from);
  if (object === undefined) throw noSuchObject(query.from, text, query.fromPlace);
  if (object.definition.bulk === false) {
    throw new SalesforceError(400, 'INVALIDENTITY', `Entity '${object.name}' is not supported by the Bulk API.`);
  }
  if (query.select.some(({ kind }) => kind === 'subquery'))
    throw refusal('Aggregate Relationships not supported in Bulk Query');
  if (isAggregate(query)) throw refusal('Aggregate functions and GROUP BY not supported in Bulk Query');
  if (query.offset !== undefined) throw refusal('OFFSET not supported in Bulk Query');
  const isCompound = (item: SelectItem) => {
    if (item.kind === 'fields') return true;
    const name = item.kind === 'field' && item.path.names.length === 1 ? item.path.names[0] : undefined;
    const field = name === undefined ? undefined : findField(object, name);
    return field !== undefined && kindOf(field.type) === 'compound';
  };
  if (query.select.some(isCompound)) throw refusal('Selecting compound data not supported in Bulk Query');
}

function refusal(message: string): SalesforceError {
  return new SalesforceError(400, 'API_ERROR', message);
}
