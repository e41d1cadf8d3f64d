import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EventDraft,
  type Fingerprint,
  parseRecordId,
  type PersonChange,
  type PersonKey,
  type RecordId,
} from '@sf-braze/mapping-core';
import type { NotedEvent, PersonNote, StateStore } from '../../src/state.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';

export const owner = { orgId: '00D5g000004BfXbEAK', endpoint: 'https://rest.iad-03.braze.com' };
export const at = '2026-11-23T10:00:00Z';

export interface TemporaryFile {
  readonly folder: string;
  readonly file: string;
  /** Another opening of the same file; closed at the end. */
  readonly open: () => Promise<StateStore>;
}

/** A state file in a folder that is removed again. */
export async function withFile(use: (place: TemporaryFile) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-state-'));
  const file = join(folder, 'deep', 'state.db');
  const opened: StateStore[] = [];
  const open = async (): Promise<StateStore> => {
    const store = await openSqliteStore(file, owner);
    opened.push(store);
    return store;
  };
  try {
    await use({ folder, file, open });
  } finally {
    for (const store of opened) await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** An open store whose lease is held by `run`. */
export async function withStore(use: (store: StateStore, place: TemporaryFile) => Promise<void>): Promise<void> {
  await withFile(async (place) => {
    const store = await place.open();
    await lease(store, 'run-1');
    await use(store, place);
  });
}

export async function lease(store: StateStore, run: string, now: string = at): Promise<void> {
  const answer = await store.acquire({ run, host: 'host', minutes: 15, now });
  if (answer.kind !== 'granted') throw new Error(`the lease is ${answer.kind}`);
}

export function id(text: string): RecordId {
  const parsed = parseRecordId(text);
  if (parsed === undefined) throw new Error(`${text} is no id`);
  return parsed;
}

export const ada = id('0035g00000KpQ1a');
export const ben = id('0035g00000KpQ1b');
export const lead = id('00Q5g00000LdQ1a');
export const acme = id('0015g00000AcD1e');
export const deal = id('0065g00000AcRol');

export const nothing: PersonChange = {
  records: [],
  externalId: undefined,
  links: [],
  rules: new Map(),
  suspendedAt: undefined,
};

/** A person to note: a contact that is addressed by its alias, unless `change` says otherwise. */
export function noteOf(
  record: RecordId,
  change: Partial<PersonChange> = {},
  rest: Partial<Omit<PersonNote, 'change'>> = {},
): PersonNote {
  const records = [{ people: 'contact', id: record, alias: 'handle' as const }];
  return { key: undefined, change: { ...nothing, records, ...change }, events: [], address: undefined, ...rest };
}

export function link(target: RecordId, present = true, name = 'opportunities'): PersonChange['links'][number] {
  return { link: name, target, episode: 1, present, primary: false };
}

export function event(key: string, rest: Partial<Omit<EventDraft, 'properties'>> = {}): NotedEvent {
  return { draft: { key, name: 'account_linked', time: at, source: undefined, ...rest }, stored: { link_id: key } };
}

/** The only person of that note. */
export async function noteOne(store: StateStore, note: PersonNote): Promise<PersonKey> {
  const [key] = await store.notePeople([note], []);
  if (key === undefined) throw new Error('nobody was noted');
  return key;
}

export function fingerprint(text: string): Fingerprint {
  return Buffer.from(text.padEnd(6, '.')).toString('base64url', 0, 6) as Fingerprint; // six bytes, as the store keeps them
}
