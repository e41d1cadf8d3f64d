import { json, readJson } from '../loopback/respond.ts';
import type { LoopbackRequest, LoopbackResponse } from '../loopback/route.ts';
import { deleteRecords } from './delete-records.ts';
import { describeObject, summarizeObject } from './describe.ts';
import { notFound, SalesforceError } from './errors.ts';
import { readField } from './field-value.ts';
import { id18, isId } from './id.ts';
import { type Org, SETUP_OBJECTS } from './org.ts';
import { isKept, type Row } from './row.ts';
import { findField, findObject, type ObjectSchema } from './schema.ts';
import { attributesOf, toJsonValue } from './soql/project.ts';
import { upsertRecords } from './write-records.ts';

/** `base` is `/services/data/v67.0`. */
export function listObjects(org: Org, request: LoopbackRequest, base: string): LoopbackResponse {
  const sobjects = [...org.schema.objects.values()].map((object) => summarizeObject(object, base));
  return unlessUnmodified(org, request, { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
}

export function describe(org: Org, request: LoopbackRequest, base: string): LoopbackResponse {
  return unlessUnmodified(org, request, describeObject(org.schema, objectOf(org, request), base));
}

/** `sobjects/X/<id>`, with `?fields=` for some of them. */
export function getRecord(org: Org, request: LoopbackRequest, base: string): LoopbackResponse {
  const object = objectOf(org, request);
  const row = rowOf(org, object, request);
  const wanted = request.query.get('fields')?.split(',');
  const fields = (wanted ?? object.fields.map(({ name }) => name)).map((name) => {
    const field = findField(object, name.trim());
    if (field !== undefined) return field;
    throw new SalesforceError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
  });
  const values = fields.map((field) => [field.name, toJsonValue(field, readField(row, field), object, row)] as const);
  const projection = { schema: org.schema, snapshot: org.store.snapshot(), base };
  return json(200, { attributes: attributesOf(projection, row), ...Object.fromEntries(values) });
}

export function createRecord(org: Org, request: LoopbackRequest): LoopbackResponse {
  const object = writableObject(org, request);
  const [id] = write(org, object, { ...bodyOf(request), Id: undefined });
  return json(201, { id, success: true, errors: [] });
}

export function updateRecord(org: Org, request: LoopbackRequest): LoopbackResponse {
  const object = writableObject(org, request);
  const row = rowOf(org, object, request);
  if (row.get('IsConverted') === true) {
    throw new SalesforceError(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
  }
  write(org, object, { ...bodyOf(request), Id: row.id });
  return { status: 204 };
}

export function deleteRecord(org: Org, request: LoopbackRequest): LoopbackResponse {
  const object = writableObject(org, request);
  deleteRecords(org, [rowOf(org, object, request).id]);
  return { status: 204 };
}

export function objectOf(org: Org, request: LoopbackRequest): ObjectSchema {
  const object = findObject(org.schema, request.params['object'] ?? '');
  if (object === undefined) throw notFound();
  return object;
}

function unlessUnmodified(org: Org, request: LoopbackRequest, body: unknown): LoopbackResponse {
  const headers = { 'last-modified': new Date(org.schema.lastModified).toUTCString() };
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return since >= org.schema.lastModified ? { status: 304, headers } : { ...json(200, body, headers), gzip: true };
}

function rowOf(org: Org, object: ObjectSchema, request: LoopbackRequest): Row {
  const id = request.params['id'] ?? '';
  const row = isId(id) ? org.store.find(id18(id)) : undefined;
  if (row === undefined || row.object !== object.name) {
    throw new SalesforceError(
      404,
      'NOT_FOUND',
      'Provided external ID field does not exist or is not accessible: ' + id,
    );
  }
  if (isKept(row) && row.record['IsDeleted'] === true) {
    throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  }
  return row;
}

function writableObject(org: Org, request: LoopbackRequest): ObjectSchema {
  const object = objectOf(org, request);
  if (!SETUP_OBJECTS.has(object.name)) return object;
  throw new SalesforceError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `${object.name} cannot be written here`);
}

function bodyOf(request: LoopbackRequest): Readonly<Record<string, unknown>> {
  const body = readJson(request);
  if (!body.ok || typeof body.value !== 'object' || body.value === null) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', body.ok ? 'The body must be an object' : body.reason);
  }
  return body.value as Readonly<Record<string, unknown>>; // a JSON object, checked above
}

function write(org: Org, object: ObjectSchema, record: Readonly<Record<string, unknown>>): readonly string[] {
  const given = Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
  for (const name of Object.keys(given)) {
    const field = findField(object, name);
    if (field === undefined && name !== 'attributes') {
      throw new SalesforceError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    }
    if (name !== 'Id' && (field?.updateable === false || field?.calculated === true)) {
      const message = `Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
      throw new SalesforceError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, [name]);
    }
  }
  try {
    return upsertRecords(org, object.name, [given]);
  } catch (error) {
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', error instanceof Error ? error.message : String(error));
  }
}
