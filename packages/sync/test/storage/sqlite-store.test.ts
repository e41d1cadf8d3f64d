import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { isSyncFailure } from '../../src/failures.ts';
import type { StateChange, StateStore } from '../../src/state.ts';
import { openSqliteStore } from '../../src/storage/sqlite-store.ts';
import {
  acme,
  ada,
  at,
  ben,
  deal,
  event,
  fingerprint,
  id,
  lead,
  lease,
  link,
  nothing,
  noteOf,
  noteOne,
  owner,
  type TemporaryFile,
  withFile,
  withStore,
} from './temporary-store.ts';

/** What opening a file that `prepare` has made fails with. */
function checkRefused(code: string, prepare: (place: TemporaryFile) => Promise<void>, other = owner) {
  return () =>
    withFile(async (place) => {
      await prepare(place);
      await assert.rejects(openSqliteStore(place.file, other), (error: unknown) => {
        assert.ok(isSyncFailure(error), String(error));
        assert.equal(error.code, code);
        return true;
      });
    });
}

function checkLost(write: (store: StateStore) => Promise<unknown>) {
  return () =>
    withFile(async ({ open }) => {
      const [paused, other] = [await open(), await open()];
      await lease(paused, 'run-1', '2026-11-23T10:00:00Z');
      await lease(other, 'run-2', '2026-11-23T10:15:01Z');
      await assert.rejects(write(paused), (error: unknown) => isSyncFailure(error) && error.code === 'sync/lease-lost');
      assert.deepEqual(await other.counts(), {
        people: 0,
        items: 0,
        eventsReady: 0,
        eventsSending: 0,
        aliasesWanted: 0,
      });
      assert.equal(await other.setting('loaded'), undefined);
    });
}

const accept = (key: Awaited<ReturnType<typeof noteOne>>, rest = {}): StateChange => ({
  kind: 'accepted',
  key,
  acceptance: new Map([['JobTitle', fingerprint('CEO')]]),
  suspendedAt: undefined,
  at,
  ...rest,
});

const problem = (code: string, retry = false): StateChange => ({
  kind: 'problem',
  problem: { object: 'Contact', record: ada, code, severity: 'error', params: { count: 2 }, retry },
  at,
});

describe('openSqliteStore', () => {
  it('makes a file that only its owner can read, journal files included', () =>
    withStore(async (store, { file }) => {
      await noteOne(store, noteOf(ada));
      for (const name of [file, `${file}-wal`, `${file}-shm`]) {
        assert.equal((await stat(name)).mode & 0o777, 0o600, name);
      }
    }));

  it('takes rights away from a file that others could read', () =>
    withFile(async ({ open, file }) => {
      await (await open()).close();
      await chmod(file, 0o644);
      await open();
      assert.equal((await stat(file)).mode & 0o777, 0o600);
    }));

  it(
    'refuses a newer schema',
    checkRefused('sync/state-too-new', async ({ open, file }) => {
      await (await open()).close();
      const database = new DatabaseSync(file);
      database.exec('PRAGMA user_version = 99');
      database.close();
    }),
  );

  it(
    'refuses the state of another org',
    checkRefused('sync/state-from-elsewhere', async ({ open }) => (await open()).close(), {
      ...owner,
      orgId: '00D5g000004BfXcEAK',
    }),
  );

  it(
    'refuses the state of another workspace',
    checkRefused('sync/state-from-elsewhere', async ({ open }) => (await open()).close(), {
      ...owner,
      endpoint: 'https://rest.fra-01.braze.eu',
    }),
  );

  it(
    'refuses a file that is none',
    checkRefused('sync/state-unreadable', async ({ open, file }) => {
      await (await open()).close();
      await writeFile(file, 'id,email\n'.repeat(1000));
    }),
  );

  it('refuses a file in the place of a folder', () =>
    withFile(async ({ folder }) => {
      await writeFile(`${folder}/taken`, '');
      await assert.rejects(
        openSqliteStore(`${folder}/taken/state.db`, owner),
        (error: unknown) => isSyncFailure(error) && error.code === 'sync/state-unreadable',
      );
    }));

  it('can be opened by many at once before there is a file', () =>
    withFile(async ({ open }) => {
      const stores = await Promise.all([open(), open(), open()]);
      assert.deepEqual(
        await Promise.all(stores.map((store) => store.setting('org_id'))),
        stores.map(() => owner.orgId),
      );
    }));

  describe('lease', () => {
    it('is held by one run at a time', () =>
      withFile(async ({ open }) => {
        const [one, two] = [await open(), await open()];
        await lease(one, 'run-1', '2026-11-23T10:00:00Z');
        const request = { run: 'run-2', host: 'other', minutes: 15, now: '2026-11-23T10:14:59Z' };
        assert.deepEqual(await two.acquire(request), {
          kind: 'held',
          run: 'run-1',
          host: 'host',
          since: '2026-11-23T10:00:00Z',
        });
        await one.releaseLease();
        assert.equal((await two.acquire(request)).kind, 'granted');
      }));

    it('passes on when it was not renewed in time, with a higher fence', () =>
      withFile(async ({ open }) => {
        const [one, two] = [await open(), await open()];
        await lease(one, 'run-1', '2026-11-23T10:00:00Z');
        await one.renew('2026-11-23T10:10:00Z');
        const request = { run: 'run-2', host: 'other', minutes: 15, now: '2026-11-23T10:20:00Z' };
        assert.equal((await two.acquire(request)).kind, 'held');
        const later = await two.acquire({ ...request, now: '2026-11-23T10:25:01Z' });
        assert.deepEqual(later, { kind: 'granted', fence: 2 });
      }));

    it('does not let a late run give back what is no longer its own', () =>
      withFile(async ({ open }) => {
        const [one, two] = [await open(), await open()];
        await lease(one, 'run-1', '2026-11-23T10:00:00Z');
        await lease(two, 'run-2', '2026-11-23T10:15:01Z');
        await one.releaseLease();
        await two.renew('2026-11-23T10:20:00Z');
      }));

    it(
      'keeps a paused run from committing',
      checkLost((store) => store.commit([{ kind: 'setting', name: 'loaded', value: at }])),
    );
    it(
      'keeps a paused run from noting people',
      checkLost((store) => store.notePeople([noteOf(ada)], [])),
    );
    it(
      'keeps a paused run from expanding occurrences',
      checkLost((store) => store.expandOccurrences(undefined)),
    );
    it(
      'keeps a paused run from renewing',
      checkLost((store) => store.renew('2026-11-23T10:16:00Z')),
    );

    it('is needed for every write', () =>
      withFile(async ({ open }) => {
        const store = await open();
        await assert.rejects(
          store.commit([]),
          (error: unknown) => isSyncFailure(error) && error.code === 'sync/lease-lost',
        );
      }));
  });

  describe('people', () => {
    it('are found by any of their records and by their external id', () =>
      withStore(async (store) => {
        const records = [
          { people: 'contact', id: ada, alias: 'wanted' as const },
          { people: 'lead', id: lead, alias: 'retired' as const },
        ];
        const key = await noteOne(store, noteOf(ada, { records, externalId: 'u1' }));
        await noteOne(store, noteOf(ben));
        for (const found of [
          await store.people([ada], []),
          await store.people([lead], []),
          await store.people([ada, lead], ['u1']),
          await store.people([], ['u1']),
          await store.peopleByKey([key]),
        ]) {
          assert.deepEqual(
            found.map(({ externalId, records: own, profile }) => ({ externalId, own: own.length, profile })),
            [{ externalId: 'u1', own: 2, profile: 'none' }],
          );
        }
        assert.deepEqual(await store.people([acme], ['u2']), []);
      }));

    it('hold what Braze has accepted, and nothing before', () =>
      withStore(async (store) => {
        const key = await noteOne(store, noteOf(ada));
        assert.equal((await store.peopleByKey([key]))[0]?.sent.size, 0);
        await store.commit([accept(key, { suspendedAt: at })]);
        const [person] = await store.peopleByKey([key]);
        assert.deepEqual([...(person?.sent ?? [])], [['JobTitle', fingerprint('CEO')]]);
        assert.equal(person?.profile, 'accepted');
        assert.equal(person.suspendedAt, at);
        await store.commit([
          accept(key, { acceptance: new Map([['JobTitle', null]]), suspendedAt: null }),
          { kind: 'seen', keys: [key] },
        ]);
        const [later] = await store.peopleByKey([key]);
        assert.deepEqual([later?.sent.size, later?.profile, later?.suspendedAt], [0, 'seen', undefined]);
        assert.equal((await store.counts()).people, 1);
      }));

    it('keep links, rules and suspension', () =>
      withStore(async (store) => {
        const rules = new Map([
          ['stage', { digest: 'd', held: true, previous: new Map([['Stage', fingerprint('x')]]) }],
        ]);
        const key = await noteOne(store, noteOf(ada, { links: [link(deal)], rules, suspendedAt: at }));
        await noteOne(store, noteOf(ada, { ...nothing, links: [{ ...link(deal, false), episode: 2 }] }, { key }));
        const [person] = await store.peopleByKey([key]);
        assert.deepEqual(person?.links.get('opportunities'), [
          { target: deal, episode: 2, present: false, primary: false },
        ]);
        assert.deepEqual(person.rules, rules);
        assert.equal(person.suspendedAt, at);
      }));

    it('share an address without the address', () =>
      withStore(async (store) => {
        const key = await noteOne(store, noteOf(ada, {}, { address: 'hash' }));
        await noteOne(
          store,
          noteOf(lead, { records: [{ people: 'lead', id: lead, alias: 'handle' }] }, { address: 'hash' }),
        );
        assert.deepEqual(await store.sharedAddress('hash', key), { count: 1, contact: false, records: [lead] });
        assert.deepEqual((await store.sharedAddress('hash', undefined)).count, 2);
        assert.equal((await store.sharedAddress('hash', undefined)).contact, true);
        await noteOne(store, noteOf(ada, nothing, { key, address: null }));
        assert.equal((await store.sharedAddress('hash', undefined)).count, 1);
      }));
  });

  describe('links', () => {
    it('lead from targets to people, present ones only', () =>
      withStore(async (store) => {
        const key = await noteOne(store, noteOf(ada, { links: [link(deal)] }));
        await noteOne(store, noteOf(ben, { links: [link(deal, false)] }));
        await store.commit([{ kind: 'completed' }]);
        assert.deepEqual(await store.linked('opportunities', [deal]), [{ people: 'contact', id: ada }]);
        assert.deepEqual(await store.linked('account', [deal]), []);
        await noteOne(store, noteOf(ada, { ...nothing, links: [link(deal, false)] }, { key }));
        assert.deepEqual(await store.linked('opportunities', [deal]), []);
        assert.deepEqual(
          (await store.linkedRecords(undefined, 10)).map((one) => one.id),
          [ada, ben],
        );
        assert.deepEqual((await store.linkedRecords(ada, 10)).length, 1);
      }));

    it('still lead to people whose link a run ended that did not go through', () =>
      withStore(async (store) => {
        await store.commit([{ kind: 'completed' }]);
        await store.releaseLease();
        await lease(store, 'run-2');
        await noteOne(store, noteOf(ada, { links: [link(deal, false)] }));
        assert.deepEqual(await store.linked('opportunities', [deal]), [{ people: 'contact', id: ada }]);
        await store.commit([{ kind: 'completed' }]);
        assert.deepEqual(await store.linked('opportunities', [deal]), []);
      }));
  });

  describe('items', () => {
    const item: StateChange = {
      kind: 'item',
      catalog: 'deals',
      id: deal,
      acceptance: new Map([['Stage', fingerprint('won')]]),
    };

    it('are here, leaving, and gone', () =>
      withStore(async (store) => {
        await store.commit([item]);
        assert.equal((await store.items('deals', [deal])).get(deal)?.present, true);
        assert.equal((await store.counts()).items, 1);
        await store.commit([{ kind: 'item-leaving', catalog: 'deals', ids: [deal] }]);
        assert.equal((await store.items('deals', [deal])).get(deal)?.present, false);
        assert.deepEqual(await store.leavingItems('deals', 10), [deal]);
        await store.commit([{ kind: 'item-gone', catalog: 'deals', ids: [deal] }]);
        assert.deepEqual(await store.leavingItems('deals', 10), []);
        assert.equal((await store.items('deals', [deal])).size, 0);
      }));

    it('that come back while they leave start over', () =>
      withStore(async (store) => {
        await store.commit([item, { kind: 'item-leaving', catalog: 'deals', ids: [deal] }]);
        await store.commit([{ ...item, acceptance: new Map([['Name', fingerprint('n')]]) }]);
        assert.deepEqual([...((await store.items('deals', [deal])).get(deal)?.sent.keys() ?? [])], ['Name']);
        assert.deepEqual(await store.leavingItems('deals', 10), []);
      }));

    it('remember rules before Braze has them', () =>
      withStore(async (store) => {
        const rules = new Map([['stage', { digest: 'd', held: false, previous: new Map() }]]);
        await store.commit([{ kind: 'rules', record: deal, rules }]);
        const known = (await store.items('deals', [deal])).get(deal);
        assert.deepEqual([known?.present, known?.rules], [false, rules]);
      }));
  });

  describe('outbox', () => {
    it('never holds a key twice', () =>
      withStore(async (store) => {
        const key = await noteOne(store, noteOf(ada, {}, { events: [event('a'), event('a'), event('b')] }));
        await noteOne(store, noteOf(ada, nothing, { key, events: [event('a', { name: 'other' })] }));
        const entries = await store.outbox([key]);
        assert.deepEqual(
          entries.map(({ draftKey, name, status, properties }) => [draftKey, name, status, properties]),
          [
            ['a', 'account_linked', 'ready', { link_id: 'a' }],
            ['b', 'account_linked', 'ready', { link_id: 'b' }],
          ],
        );
      }));

    it('takes events and their cause together or not at all', () =>
      withStore(async (store) => {
        const broken: StateChange = { kind: 'setting', name: 'x', value: Symbol('no value') as unknown as string };
        await assert.rejects(
          store.notePeople([noteOf(ada, { links: [link(deal)] }, { events: [event('a')] })], [broken]),
        );
        assert.deepEqual(await store.people([ada], []), []);
        assert.equal((await store.counts()).eventsReady, 0);
        const key = await noteOne(store, noteOf(ada));
        await store.commit([accept(key)]);
        assert.equal((await store.peopleByKey([key]))[0]?.sent.size, 1);
      }));

    it('forgets what was sent, and only that', () =>
      withStore(async (store) => {
        const key = await noteOne(store, noteOf(ada, {}, { events: [event('a'), event('b'), event('c')] }));
        const [first, second] = await store.outbox([key]);
        await store.commit([
          { kind: 'outbox', ids: [first?.id ?? 0], status: 'sent', at },
          { kind: 'outbox', ids: [second?.id ?? 0], status: 'sending', at },
        ]);
        assert.deepEqual(
          (await store.unfinished(10)).map(({ draftKey, sendingSince }) => [draftKey, sendingSince]),
          [['b', at]],
        );
        await store.tidy();
        assert.deepEqual(
          (await store.outbox([key])).map(({ draftKey }) => draftKey),
          ['b', 'c'],
        );
      }));

    it('names those who depend on a look', () =>
      withStore(async (store) => {
        const waiting = await noteOne(store, noteOf(ada, {}, { events: [event('a')] }));
        const records = [{ people: 'lead', id: lead, alias: 'requested' as const }];
        const requested = await noteOne(store, noteOf(lead, { records, externalId: 'u1' }));
        await noteOne(store, noteOf(ben));
        assert.deepEqual(await store.dependents(undefined, 10), []);
        await store.commit([accept(waiting), accept(requested)]);
        assert.deepEqual(await store.dependents(undefined, 10), [waiting, requested]);
        assert.deepEqual(await store.dependents(waiting, 10), [requested]);
        await store.commit([{ kind: 'alias', id: lead, alias: 'present' }]);
        assert.deepEqual(await store.dependents(undefined, 10), [waiting]);
      }));
  });

  describe('occurrences', () => {
    const source = { object: 'Opportunity', id: deal };
    const occurrence: StateChange = {
      kind: 'occurrence',
      occurrence: { ...event('stage|1', { name: 'stage', source }), link: 'opportunities', target: deal },
    };

    it('reach everybody linked, once', () =>
      withStore(async (store) => {
        const keys = await store.notePeople([noteOf(ada, { links: [link(deal)] }), noteOf(ben)], []);
        await store.commit([occurrence, occurrence]);
        assert.deepEqual(await store.expandOccurrences(undefined), new Map([['stage', 1]]));
        assert.deepEqual(await store.expandOccurrences(undefined), new Map());
        assert.deepEqual(await store.expandOccurrences(keys), new Map());
        const [entry] = await store.outbox(keys);
        assert.deepEqual([entry?.person, entry?.source, entry?.draftKey], [keys[0], source, 'stage|1']);
      }));

    it('reach people whose link ended in the run that saw them, and nobody who left before', () =>
      withStore(async (store) => {
        await noteOne(store, noteOf(ben, { links: [link(deal, false)] }));
        await store.releaseLease();
        await lease(store, 'run-2');
        const key = await noteOne(store, noteOf(ada, { links: [link(deal, false)] }));
        await store.commit([occurrence]);
        assert.deepEqual(await store.expandOccurrences(undefined), new Map([['stage', 1]]));
        assert.equal((await store.outbox([key])).length, 1);
      }));

    it('can be told to some people first', () =>
      withStore(async (store) => {
        const keys = await store.notePeople(
          [noteOf(ada, { links: [link(deal)] }), noteOf(ben, { links: [link(deal)] })],
          [],
        );
        await store.commit([occurrence]);
        assert.deepEqual(await store.expandOccurrences(keys.slice(0, 1)), new Map([['stage', 1]]));
        assert.deepEqual(await store.expandOccurrences(undefined), new Map([['stage', 1]]));
        await store.tidy();
        assert.deepEqual(await store.expandOccurrences(undefined), new Map());
      }));
  });

  describe('problems', () => {
    it('have one entry per record and code', () =>
      withStore(async (store) => {
        await store.commit([problem('braze/unreachable', true), problem('braze/object-rejected')]);
        await store.commit([{ ...problem('braze/unreachable', true), at: '2026-11-24T10:00:00Z' } as StateChange]);
        const entries = await store.problems();
        assert.deepEqual(
          entries.map(({ code, tries, firstSeen, retry }) => [code, tries, firstSeen, retry]),
          [
            ['braze/object-rejected', 1, at, false],
            ['braze/unreachable', 2, at, true],
          ],
        );
        assert.deepEqual(await store.retryable('Contact'), [ada]);
        assert.deepEqual(await store.retryable('Lead'), []);
      }));

    it('are over when they are not reported again, except those only a look can end', () =>
      withStore(async (store) => {
        const since = '2026-11-24T10:00:00Z';
        await store.commit([problem('record/email-shared'), problem('record/alias-taken')]);
        await store.commit([
          { ...problem('braze/unreachable'), at: since } as StateChange,
          { kind: 'problems-over', records: [ada], since },
        ]);
        const open = async (): Promise<readonly string[]> => (await store.problems()).map(({ code }) => code);
        assert.deepEqual(await open(), ['braze/unreachable', 'record/alias-taken']);
        await store.commit([{ kind: 'problems-over', records: [ada], since, codes: ['record/alias-taken'] }]);
        assert.deepEqual(await open(), ['braze/unreachable']);
      }));
  });

  describe('the rest', () => {
    it('remembers watermarks, sweeps, settings and calls', () =>
      withStore(async (store) => {
        await store.commit([
          { kind: 'watermark', stream: 's', at, digest: 'd' },
          { kind: 'sweep', name: 'links', at },
          { kind: 'setting', name: 'loaded:account', value: at },
          { kind: 'calls', at: '2026-11-22T09:00:00.000Z', calls: 5 },
          { kind: 'calls', at: '2026-11-23T09:00:00.000Z', calls: 7 },
        ]);
        assert.deepEqual(await store.watermark('s'), { at, digest: 'd' });
        assert.equal(await store.watermark('t'), undefined);
        assert.equal(await store.sweptAt('links'), at);
        assert.equal(await store.setting('loaded:account'), at);
        assert.equal(await store.callsSince('2026-11-23T10:00:00.000Z'), 7);
      }));

    it('keeps plans for a day and the last 200 runs', () =>
      withStore(async (store) => {
        await store.savePlan({ id: 'old', createdAt: '2026-11-22T09:00:00Z', plan: '{}' });
        await store.savePlan({ id: 'new', createdAt: at, plan: '{"a":1}' });
        assert.equal(await store.plan('old'), undefined);
        assert.deepEqual(await store.plan('new'), { id: 'new', createdAt: at, plan: '{"a":1}' });
        for (let run = 0; run < 205; run++) {
          const name = `run-${String(run).padStart(3, '0')}`;
          await store.saveRun({ id: name, startedAt: at, finishedAt: at, outcome: 'done', report: '{}' });
        }
        const runs = await store.runs(1000);
        assert.deepEqual([runs.length, runs[0]?.id, runs.at(-1)?.id], [200, 'run-204', 'run-005']);
      }));
  });

  describe('scratch', () => {
    it('hands out what was touched until it is handled, once per walk', () =>
      withStore(async ({ scratch }) => {
        await scratch.touch('contact', [ada, ben, ada], 'record');
        await scratch.touch('contact', [ada], 'links');
        await scratch.handled('contact', [ada]);
        assert.deepEqual(await scratch.touched('contact', 'record', 10), [ben]);
        assert.deepEqual(await scratch.touched('contact', 'links', 10), []);
        assert.deepEqual(await scratch.touched('lead', 'record', 10), []);
        await scratch.restart();
        assert.deepEqual(await scratch.touched('contact', 'record', 1), [ada]);
        await scratch.reset();
        assert.deepEqual(await scratch.touched('contact', 'record', 10), []);
      }));

    it('joins rows that relate the same two', () =>
      withStore(async ({ scratch }) => {
        const row = { person: ada, target: deal, kept: true, isPrimary: false, targetModstamp: at, modstamp: at };
        await scratch.addRelations('opportunities', [
          { ...row, kept: false, isPrimary: true },
          row,
          { ...row, isPrimary: true, modstamp: '2026-11-24T10:00:00Z' },
        ]);
        const relations = await scratch.relations('opportunities', [ada, ben]);
        assert.deepEqual([...relations], [[ada, [{ ...row, isPrimary: true, modstamp: '2026-11-24T10:00:00Z' }]]]);
        assert.deepEqual(await scratch.related('opportunities', undefined, 10), [ada]);
        assert.deepEqual(await scratch.related('opportunities', ada, 10), []);
        await scratch.staged('opportunities', [ada]);
        assert.deepEqual(await scratch.unstaged('opportunities', [ada, ben]), [ben]);
      }));

    it('says of items what the pass has seen, over what the state says', () =>
      withStore(async (store) => {
        const other = id('0065g00000AcRen');
        await store.commit([{ kind: 'item', catalog: 'deals', id: deal, acceptance: new Map() }]);
        await store.scratch.see('deals', [{ id: other, present: true }]);
        await store.scratch.see('deals', [
          { id: deal, present: false, vanished: 'item_deleted', revealed: at },
          { id: other, revealed: at },
        ]);
        assert.deepEqual(
          await store.scratch.sights('deals', [deal, other, acme]),
          new Map([
            [deal, { present: false, vanished: 'item_deleted', revealed: at }],
            [other, { present: true, vanished: undefined, revealed: at }],
            [acme, { present: false, vanished: undefined, revealed: undefined }],
          ]),
        );
      }));
  });

  it('keeps what was committed beyond its closing', () =>
    withStore(async (store, { open, file }) => {
      await noteOne(store, noteOf(ada));
      await store.close();
      assert.ok((await readFile(file)).includes(ada));
      assert.equal((await (await open()).people([ada], [])).length, 1);
    }));
});
