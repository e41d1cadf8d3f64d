import assert from 'node:assert/strict';
import { analyze } from '../../src/analyze.ts';
import type { BrazeRequest } from '../../src/braze/requests.ts';
import { checkSnapshotDrift } from '../../src/checks/snapshot-drift.ts';
import type { Capabilities } from '../../src/language/project.ts';
import type { Snapshot } from '../../src/salesforce/snapshot.ts';
import type { Fixture } from '../../src/testing/fixture.ts';
import { runFixture } from '../../src/testing/run-fixture.ts';
import { b2bCapabilities } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { clock } from '../reconcile/lifecycle-fixture.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One kind of data, in an org with everything switched on. */
export interface DataCase {
  /** Under `people.contact.attributes`. */
  readonly attributes?: string;
  /** Under the fields of the catalog of accounts. */
  readonly fields?: string;
  /** Further mapping, as it stands. */
  readonly more?: string;
  readonly edit?: (mapping: string) => string;
  readonly snapshot?: Snapshot;
  /** Codes about the mapping: every error and warning, and the infos named here. */
  readonly found?: readonly string[];
  /** The org a while later, and the codes of what changed. */
  readonly later?: { readonly snapshot: Snapshot; readonly found: readonly string[] };
  readonly capabilities?: Partial<Capabilities>;
  readonly known?: Fixture['known'];
  readonly given?: Fixture['given'];
  /** What is sent for each person, in any order, without how it is addressed. */
  readonly people?: readonly Fields[];
  /** What is written of each item, and the ids of those that are deleted. */
  readonly items?: readonly (Fields | string)[];
  /** Names of events. */
  readonly events?: readonly string[];
  /** Codes about records, each once. */
  readonly codes?: readonly string[];
}

/** Looks at the mapping as an editor does, then carries the records over as a sync does. */
export function check(data: DataCase): void {
  const snapshot = data.snapshot ?? b2bSnapshot;
  const text = (data.edit ?? String)(mappingText(data));
  const { mapping, diagnostics } = analyze({
    project: undefined,
    mappings: [{ file: 'mapping.yaml', text }],
    snapshot,
  });
  const counted = diagnostics.filter(
    ({ code, severity }) => severity !== 'info' || data.found?.includes(code) === true,
  );
  assert.deepEqual(unique(counted), unique(data.found?.map((code) => ({ code })) ?? []));
  if (mapping === undefined) {
    assert.equal(data.given, undefined, 'records need a mapping without errors');
    return;
  }
  if (data.later !== undefined) {
    const drift = checkSnapshotDrift(snapshot, data.later.snapshot, mapping);
    assert.deepEqual(unique(drift), unique(data.later.found.map((code) => ({ code }))));
  }
  const options = { at: clock, env: 'production', capabilities: { ...b2bCapabilities, ...data.capabilities } };
  const fixture = { known: data.known ?? [], given: data.given ?? {} };
  const { phases, problems } = runFixture(mapping, snapshot, fixture, options);
  const requests = phases.flatMap((phase) => phase.requests);
  assert.deepEqual(requests.flatMap(attributesIn), data.people ?? []);
  assert.deepEqual(requests.flatMap(itemsIn), data.items ?? []);
  assert.deepEqual(requests.flatMap(eventsIn), data.events ?? []);
  assert.deepEqual(unique(problems), unique(data.codes?.map((code) => ({ code })) ?? []));
}

/** A known contact whose attribute `X` has this field: undefined sends nothing, null takes the old value away. */
export function ofField(
  field: string,
  record: Fields,
  outcome: Pick<DataCase, 'found' | 'codes' | 'snapshot' | 'capabilities'> & { readonly value?: unknown },
): DataCase {
  const { value, ...rest } = outcome;
  return {
    ...rest,
    attributes: `X: ${field}`,
    known: [{ contact: contactId, sent: { X: 'another value' } }],
    given: { Contact: [{ Id: contactId, ...record }] },
    people: value === undefined ? [] : [{ X: value }],
  };
}

export const contactId = '0035g00000KpQ1aAAF';
export const accountId = '0015g00000AcD1eAAF';

/** The org with one field or picklist other than it is. */
export function withField(
  object: string,
  name: string,
  change: Fields | undefined,
  snapshot: Snapshot = b2bSnapshot,
): Snapshot {
  const known = snapshot.objects.get(object);
  const field = known?.fields.get(name);
  assert.ok(known && field);
  const fields = new Map(known.fields);
  if (change === undefined) fields.delete(name);
  else fields.set(name, { ...field, ...change });
  return { ...snapshot, objects: new Map([...snapshot.objects, [object, { ...known, fields }]]) };
}

function mappingText({ attributes, fields = 'AccountName: Name', more = '' }: DataCase): string {
  return `version: 1
kind: mapping
name: cases
people:
  contact:
    where: IsPersonAccount == false
    profile:
      email: Email
${attributes === undefined ? '' : `    attributes:\n${indented(attributes)}\n`}catalogs:
  accounts:
    from: Account
    name: accounts
    where: IsPersonAccount == false
    fields:
${indented(fields)}
${more.includes('\nlinks:') ? '' : 'links:\n  account: { others: { attribute: AccountIds } }\n'}${more}`;
}

function indented(text: string): string {
  return text.trim().replaceAll(/^\s*/gm, '      ');
}

function unique(found: readonly { readonly code: string }[]): readonly string[] {
  return [...new Set(found.map(({ code }) => code))].toSorted();
}

function attributesIn(request: BrazeRequest): readonly Fields[] {
  if (request.kind !== 'track') return [];
  return request.attributes.map((object) => {
    const sent = Object.entries(object).filter(([name]) => !addressing.has(name));
    return Object.fromEntries(sent);
  });
}

const addressing = new Set(['user_alias', 'external_id', '_update_existing_only']);

function itemsIn(request: BrazeRequest): readonly (Fields | string)[] {
  if (request.kind === 'items-put' || request.kind === 'items-patch') return request.items;
  return request.kind === 'items-delete' ? request.ids : [];
}

function eventsIn(request: BrazeRequest): readonly string[] {
  return request.kind === 'track' ? request.events.map(({ name }) => name) : [];
}
