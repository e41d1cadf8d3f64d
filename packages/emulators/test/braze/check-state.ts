import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/braze/json-value.ts';
import { checkSubset } from './run-case.ts';

interface DumpedUser extends JsonObject {
  readonly external_id: string | null;
  readonly braze_id: string;
  readonly email?: string;
  readonly user_aliases: readonly { readonly alias_label: string; readonly alias_name: string }[];
  readonly deprecated_external_ids: readonly string[];
  readonly custom_attributes: JsonObject;
  readonly time_attributes: readonly string[];
  readonly events: readonly { readonly name: string; readonly time: string; readonly properties: JsonObject }[];
  readonly updated_at: string;
}

/** What `GET /_emulator/state` gives. */
export interface DumpedState {
  readonly users: readonly DumpedUser[];
  readonly catalogs: Readonly<Record<string, { readonly items: Readonly<Record<string, JsonObject>> }>>;
}

type Check = (expected: never, before: DumpedState, after: DumpedState) => void;

/** Asserts the `state` of a case; keys that describe the outcome for a reader only are passed over. */
export function checkState(expected: JsonObject, before: DumpedState, after: DumpedState): void {
  for (const [key, value] of Object.entries(expected)) {
    // cast: the format of the case file
    checks[key]?.(value as never, before, after);
  }
}

const checks: Readonly<Record<string, Check>> = {
  users: (users: readonly JsonObject[], _, after) => {
    for (const user of users) {
      const fits = after.users.some((one) => {
        try {
          checkSubset(one, user);
          return true;
        } catch {
          return false;
        }
      });
      assert.ok(fits, `no user like ${JSON.stringify(user)} in ${JSON.stringify(after.users)}`);
    }
  },
  absent: (ids: readonly string[], _, after) => {
    for (const id of ids) {
      assert.equal(findUser(after, id), undefined, id);
      assert.equal(findItem(after, id), undefined, id);
    }
  },
  absent_alias: (aliases: readonly string[], _, after) => {
    for (const alias of aliases) assert.deepEqual(withAlias(after, alias), []);
  },
  present: (ids: readonly string[], _, after) => {
    for (const id of ids) assert.ok(findItem(after, id) ?? findUser(after, id), id);
  },
  absent_items: (ids: readonly string[], _, after) => {
    for (const id of ids) assert.equal(findItem(after, id), undefined, id);
  },
  item: (items: JsonObject, _, after) => {
    for (const [id, item] of Object.entries(items)) checkSubset(findItem(after, id), item, id);
  },
  profile_count: (count: number, _, after) => assert.equal(after.users.length, count),
  profiles_with_email: (counts: Readonly<Record<string, number>>, _, after) => {
    for (const [email, count] of Object.entries(counts)) {
      assert.equal(after.users.filter((user) => user.email === email).length, count);
    }
  },
  profiles_with_alias: (counts: Readonly<Record<string, number>>, _, after) => {
    for (const [alias, count] of Object.entries(counts)) assert.equal(withAlias(after, alias).length, count);
  },
  owner_of_alias: (owners: Readonly<Record<string, string>>, _, after) => {
    for (const [alias, owner] of Object.entries(owners)) {
      assert.deepEqual(
        withAlias(after, alias).map((user) => user.external_id),
        [owner],
      );
    }
  },
  resolves: (ids: Readonly<Record<string, string>>, _, after) => {
    for (const [id, current] of Object.entries(ids)) assert.equal(findUser(after, id)?.external_id, current);
  },
  values: (values: JsonObject, _, after) => {
    for (const [path, value] of Object.entries(values)) assert.deepEqual(valueAt(after, path) ?? null, value, path);
  },
  types: (types: Readonly<Record<string, string>>, _, after) => {
    for (const [path, type] of Object.entries(types)) assert.ok(type.split('|').includes(typeAt(after, path)), path);
  },
  contains: (values: JsonObject, _, after) => {
    for (const [path, value] of Object.entries(values)) {
      assert.ok(
        listAt(after, path).some((element) => JSON.stringify(element) === JSON.stringify(value)),
        path,
      );
    }
  },
  length: (lengths: Readonly<Record<string, number>>, _, after) => {
    for (const [path, length] of Object.entries(lengths)) assert.equal(listAt(after, path).length, length, path);
  },
  first: (values: JsonObject, _, after) => {
    for (const [path, value] of Object.entries(values)) assert.deepEqual(listAt(after, path).at(0), value, path);
  },
  last: (values: JsonObject, _, after) => {
    for (const [path, value] of Object.entries(values)) assert.deepEqual(listAt(after, path).at(-1), value, path);
  },
  unchanged: (paths: readonly string[], before, after) => {
    for (const path of paths) {
      if (path.includes(':')) assert.deepEqual(withAlias(after, path), withAlias(before, path), path);
      else assert.deepEqual(valueAt(after, path), valueAt(before, path), path);
    }
  },
  event_count: (counts: Readonly<Record<string, number>>, _, after) => {
    for (const [path, count] of Object.entries(counts)) {
      const [id = '', name] = path.split('.');
      assert.equal((findUser(after, id)?.events ?? []).filter((event) => event.name === name).length, count);
    }
  },
  event_time: (time: string, _, after) => {
    const at = after.users.flatMap((user) => user.events).at(-1)?.time ?? '';
    if (time !== 'now') assert.equal(at, time);
    else assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
  },
  changed: (count: number, before, after) => {
    const changed = after.users.filter((user) => {
      const same = before.users.find((one) => one.braze_id === user.braze_id);
      return same !== undefined && JSON.stringify(same) !== JSON.stringify(user);
    });
    assert.equal(changed.length, count);
  },
  created: (count: number, before, after) => assert.equal(after.users.length - before.users.length, count),
  same_email_profiles_also_changed: (_: boolean, __, after) => {
    const states = after.users.map((user) => JSON.stringify([user['email_subscribe'], user['subscription_groups']]));
    assert.equal(new Set(states).size, 1);
  },
};

function findUser(state: DumpedState, id: string) {
  return state.users.find((user) => user.external_id === id || user.deprecated_external_ids.includes(id));
}

function findItem(state: DumpedState, id: string) {
  return Object.values(state.catalogs)
    .map(({ items }) => items[id])
    .find((item) => item !== undefined);
}

function withAlias(state: DumpedState, path: string) {
  return state.users.filter((user) => user.user_aliases.some((one) => `${one.alias_label}:${one.alias_name}` === path));
}

/** `u.path`: a field or custom attribute of the user with that external id. */
function valueAt(state: DumpedState, path: string): unknown {
  const [id = '', ...keys] = path.split('.');
  const user = findUser(state, id);
  const all: unknown = { ...user?.custom_attributes, ...user };
  // cast: a key that is not there reads as undefined
  return keys.reduce<unknown>((value, key) => (Object(value) as JsonObject)[key], all);
}

function listAt(state: DumpedState, path: string): readonly unknown[] {
  const value = valueAt(state, path);
  return typeof value === 'string' ? Array.from(value) : Array.isArray(value) ? value : [];
}

function typeAt(state: DumpedState, path: string): string {
  const [id = '', ...keys] = path.split('.');
  return findUser(state, id)?.time_attributes.includes(keys.join('.')) === true ? 'time' : typeof valueAt(state, path);
}
