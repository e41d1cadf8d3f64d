import { control } from '../real-sf/example.ts';
import type { Workplace } from './workplace.ts';

export interface RecordedCall {
  readonly method: string;
  readonly path: string;
  /** As it was sent. */
  readonly body: string;
}

/** Calls to Braze since the last `forgetCalls` that write something. */
export async function writes({ braze }: Workplace): Promise<readonly RecordedCall[]> {
  const calls = (await control(braze.url, 'GET', 'requests')) as readonly RecordedCall[]; // as the emulators' design says
  return calls.filter(({ method, path }) => method !== 'GET' && path !== '/users/export/ids');
}

export async function forgetCalls({ braze }: Workplace): Promise<void> {
  await control(braze.url, 'DELETE', 'requests');
}

/** What Braze holds once everything has settled. */
export async function brazeState({ braze }: Workplace): Promise<BrazeState> {
  await control(braze.url, 'POST', 'settle', {});
  return (await control(braze.url, 'GET', 'state')) as BrazeState; // as the emulators' design says
}

export interface BrazeState {
  readonly users: readonly {
    readonly user_aliases: readonly { readonly alias_name: string }[];
    readonly custom_attributes: Readonly<Record<string, unknown>>;
    readonly custom_events: readonly { readonly name: string; readonly properties?: unknown }[];
  }[];
  readonly catalogs: Readonly<Record<string, { readonly items: unknown }>>;
}

/** Records of an object as Salesforce holds them, deleted ones too. */
export async function recordsOf({ salesforce }: Workplace, object: string): Promise<readonly SalesforceRecord[]> {
  const answer = await control(salesforce.url, 'GET', `state?object=${object}`);
  const list = Array.isArray(answer) ? answer : (answer as { readonly records: unknown }).records;
  return list as readonly SalesforceRecord[]; // as the emulators' design says
}

export interface SalesforceRecord {
  readonly Id: string;
  readonly [field: string]: unknown;
}

export async function changeRecords(
  { salesforce }: Workplace,
  records: Readonly<Record<string, readonly object[]>>,
): Promise<void> {
  await control(salesforce.url, 'PUT', 'records', records);
}

export async function changeSchema({ salesforce }: Workplace, patch: object): Promise<void> {
  await control(salesforce.url, 'PUT', 'schema', patch);
}

export async function changeFaults(url: string, faults: readonly object[]): Promise<void> {
  await control(url, 'PUT', 'faults', faults);
}
