import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';

/** A refusal in Salesforce's own words; it becomes `[{message, errorCode, fields?}]`. */
export class SalesforceError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.name = 'SalesforceError';
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export function errorResponse(error: SalesforceError): LoopbackResponse {
  const { message, errorCode, fields } = error;
  const body = [{ message, errorCode, ...(fields === undefined ? {} : { fields }) }];
  return json(error.status, body, error.status === 401 ? { 'www-authenticate': 'Token' } : {});
}

export function notFound(): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

export function sessionExpired(): SalesforceError {
  return new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
}

export function requestLimitExceeded(): SalesforceError {
  return new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
}

/** `place` is the offset of the mistake in the query. */
export function soqlError(errorCode: string, message: string, query: string, place: number): SalesforceError {
  return new SalesforceError(400, errorCode, `${pointAt(query, place)}\n${message}`);
}

export function noSuchColumn(name: string, entity: string, query: string, place: number): SalesforceError {
  const message =
    `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append ` +
    `the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
  return soqlError('INVALID_FIELD', message, query, place);
}

export function noSuchObject(name: string, query: string, place: number): SalesforceError {
  const message =
    `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
    `'__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;
  return soqlError('INVALID_TYPE', message, query, place);
}

const WINDOW = 60;

function pointAt(query: string, place: number): string {
  const from = Math.max(0, place - WINDOW);
  const shown = query.slice(from, place + WINDOW).replaceAll(/\s/gu, ' ');
  const before = query.slice(0, place);
  const row = before.split('\n').length;
  const column = place - (before.lastIndexOf('\n') + 1) + 1;
  return `\n${shown}\n${' '.repeat(place - from)}^\nERROR at Row:${row}:Column:${column}`;
}
