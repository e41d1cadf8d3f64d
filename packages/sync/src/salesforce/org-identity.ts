import type { Connection } from '@salesforce/core';
import { parseRecordId, type RecordId } from '@sf-braze/mapping-core';
import { syncFailure } from '../failures.ts';
import type { OrgIdentity } from '../ports.ts';
import { isFields, textOf } from './json-fields.ts';
import type { OrgHttp } from './org-http.ts';
import type { OrgSession } from './org-session.ts';
import { queryRecords } from './query-records.ts';

export interface OrgFacts {
  readonly id: RecordId;
  readonly sandbox: boolean;
}

export async function readOrgFacts(http: OrgHttp, signal: AbortSignal): Promise<OrgFacts> {
  const [organization] = await queryRecords(http, 'SELECT Id, IsSandbox FROM Organization', signal);
  const id = parseRecordId(textOf(organization?.['Id']));
  if (id === undefined) {
    throw syncFailure('salesforce/query-rejected', { reason: '`Organization` cannot be read by this user' });
  }
  return { id, sandbox: organization?.['IsSandbox'] === true };
}

export async function readIdentity(
  connection: Connection,
  session: OrgSession,
  http: OrgHttp,
  signal: AbortSignal,
): Promise<OrgIdentity> {
  const [facts, username] = await Promise.all([readOrgFacts(http, signal), readUsername(connection, http, signal)]);
  return { ...facts, username, instanceUrl: session.instanceUrl, apiVersion: session.apiVersion };
}

// "<org id>!<token>"
const ACCESS_TOKEN = /^00D[A-Za-z0-9]{12,15}!/u;

/** Somebody who signed in with a bare access token has that token for a name: Salesforce knows the real one. */
async function readUsername(connection: Connection, http: OrgHttp, signal: AbortSignal): Promise<string> {
  const known = connection.getUsername() ?? '';
  if (known !== '' && !ACCESS_TOKEN.test(known)) return known;
  const answer = await http.json({ method: 'GET', path: '/services/oauth2/userinfo' }, signal);
  const info = answer.kind === 'answer' && isFields(answer.json) ? answer.json : {};
  return textOf(info['preferred_username']);
}
