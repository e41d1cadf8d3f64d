import assert from 'node:assert/strict';
import type { DiagnosticCode } from '@sf-braze/mapping-core';
import { isSyncFailure, syncFailure } from '../../src/failures.ts';
import { runPlan } from '../../src/run-plan.ts';
import type { SyncResult } from '../../src/run-sync.ts';
import { b2b, describeResult, type EngineWorld, type RunOptions, withEngine, type Workspace } from './engine-world.ts';

interface Scene {
  readonly engine: EngineWorld;
  readonly workspace: Workspace;
}

/** A first run that went through, then `use`. */
function synced(use: (scene: Scene) => Promise<void>) {
  return () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      await engine.advance(10);
      await workspace.calls();
      await use({ engine, workspace });
    });
}

function codeOf(result: SyncResult): string {
  if (result.kind === 'findings')
    return result.diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])).join();
  return result.kind === 'finished' ? 'finished' : result.failure.code;
}

/** A run that must not write anything, and say this. */
async function checkStopped(workspace: Workspace, code: DiagnosticCode, options: RunOptions = {}): Promise<void> {
  const ended = await workspace.run(options).then(codeOf, (error: unknown) => {
    if (!isSyncFailure(error)) throw error;
    return error.code;
  });
  assert.equal(ended, code);
  const writes = (await workspace.calls()).filter(({ method }) => method !== 'GET');
  assert.deepEqual(writes, []);
}

/** The same for a workspace that was synced, after `prepare`. */
function checkStops(code: DiagnosticCode, prepare: (scene: Scene) => Promise<RunOptions | undefined>) {
  return synced(async (scene) => checkStopped(scene.workspace, code, await prepare(scene)));
}

describe('runSync', () => {
  it('asks before the first run, and goes on with the plan that was approved', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const asked = await workspace.run();
      assert.equal(codeOf(asked), 'sync/state-missing');
      assert.deepEqual(await workspace.calls(), []);
      assert.ok(asked.kind === 'approval-needed');
      assert.ok(asked.plan.firstRun);
      const done = await workspace.run({ approve: asked.plan.id });
      assert.equal(describeResult(done).slice(0, 13), 'finished done');
      assert.ok(done.kind === 'finished');
      assert.deepEqual(
        done.report.streams,
        asked.plan.streams.map(({ from: _from, ...counts }) => counts),
      );
      assert.deepEqual(done.report.events, asked.plan.events);
      assert.equal(done.report.plan, asked.plan.id);
    }));

  it(
    'sends nothing at all the second time',
    synced(async ({ workspace }) => {
      const { report } = await workspace.sync();
      assert.deepEqual(await workspace.calls(), []);
      assert.equal(report.outcome, 'done');
      assert.deepEqual(report.events, {});
      await workspace.sync({ full: true });
      assert.deepEqual(await workspace.calls(), []);
    }),
  );

  it('does not take a plan that nobody was shown', () =>
    withEngine(async (engine) => checkStopped(await engine.workspace(), 'sync/plan-unknown', { approve: '00000000' })));

  it('does not take its own plan for an approved one', () =>
    withEngine(async (engine) => {
      const [shown, workspace] = [await engine.workspace(), await engine.workspace()];
      const asked = await shown.run();
      assert.ok(asked.kind === 'approval-needed');
      await checkStopped(workspace, 'sync/plan-unknown', { approve: asked.plan.id });
    }));

  it('does not take a plan after a day', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const asked = await workspace.run();
      assert.ok(asked.kind === 'approval-needed');
      await engine.advance(24 * 60 + 1);
      await checkStopped(workspace, 'sync/plan-unknown', { approve: asked.plan.id });
    }));

  it('does not take a plan of another mapping', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const asked = await workspace.run();
      assert.ok(asked.kind === 'approval-needed');
      const mapping = b2b.replace('LeadSource: LeadSource', 'LeadSource: Title');
      await checkStopped(workspace, 'sync/plan-changed', { approve: asked.plan.id, mapping });
    }));

  it('does not take a plan when there is much more to do than it said', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const asked = await workspace.run();
      assert.ok(asked.kind === 'approval-needed');
      const [account] = await engine.put('Account', { Name: 'Large' });
      const people = Array.from({ length: 40 }, (_, n) => ({
        LastName: `P${n}`,
        Email: `p${n}@large.example`,
        AccountId: account,
      }));
      await engine.put('Contact', ...people);
      await engine.advance(1);
      await checkStopped(workspace, 'sync/plan-changed', { approve: asked.plan.id });
    }));

  it(
    'stops at a gate before the first write',
    checkStops('sync/gate-reached', async ({ engine }) => {
      const deals = await engine.records('Opportunity');
      await engine.act({ delete: { ids: deals.slice(0, 4).map(({ Id }) => Id) } });
      await engine.advance(1);
      return { project: 'gates: { deletes: 3 }\n' };
    }),
  );

  it(
    'counts the events of items for the gate',
    checkStops('sync/gate-reached', async ({ engine }) => {
      const deals = await engine.records('Opportunity');
      await engine.put('Opportunity', ...deals.map(({ Id }) => ({ Id, StageName: 'Closed Lost' })));
      await engine.advance(1);
      return { project: 'gates: { events: 2 }\n' };
    }),
  );

  it(
    'lets an approved plan through a gate',
    synced(async ({ engine, workspace }) => {
      const deals = await engine.records('Opportunity');
      await engine.act({ delete: { ids: deals.slice(0, 4).map(({ Id }) => Id) } });
      await engine.advance(1);
      const { report } = await workspace.sync({ project: 'gates: { deletes: 3 }\n' });
      assert.equal(report.streams.find(({ object }) => object === 'Opportunity')?.deleted, 4);
    }),
  );

  it(
    'stops in the wrong org',
    checkStops('salesforce/wrong-org', async () => ({
      environment: { salesforce: ', expect: { org_id: 00D5g000009AbCdEAK }' },
    })),
  );

  it(
    'stops when a sandbox is expected',
    checkStops('salesforce/wrong-org', async () => ({
      environment: { salesforce: ', expect: { sandbox: true }' },
    })),
  );

  it(
    'stops when more people are in scope than the guard allows, also when few have changed',
    checkStops('security/guard-limit', async ({ engine }) => {
      await engine.put('Lead', { LastName: 'One more', Email: 'one@more.example', Company: 'C', Status: 'Working' });
      await engine.advance(1);
      return { environment: { guard: 'max_people: 37' } };
    }),
  );

  it(
    'stops when a field was renamed',
    checkStops('salesforce/field-not-found', async ({ engine }) => {
      await engine.org.control('PUT', 'schema', {
        objects: { Account: { fields: { Segment__c: { rename: 'Customer_Segment__c' } } } },
      });
      return undefined;
    }),
  );

  it('stops when a catalog holds a field of another type', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const fields = [
        { name: 'id', type: 'string' },
        { name: 'Industry', type: 'number' },
      ];
      await workspace.control('PUT', 'state', { catalogs: { salesforce_accounts: { fields, items: [] } } });
      await checkStopped(workspace, 'braze/catalog-type-conflict');
    }));

  it(
    'stops while another run holds the state',
    synced(async ({ workspace }) => {
      await workspace.within(async (world) => {
        await world.store.acquire({ run: 'other', host: 'there', minutes: 15, now: world.clock.now() });
        await checkStopped(workspace, 'sync/lease-held');
      });
    }),
  );

  it(
    'ends when another run took over',
    synced(async ({ engine, workspace }) => {
      await engine.put('Lead', { LastName: 'L', Email: 'l@l.example', Company: 'C', Status: 'Working' });
      await engine.advance(1);
      const result = await workspace.run({
        store: (store) => ({
          ...store,
          notePeople: async (notes, problems) => {
            await workspace.within(async ({ store: other, clock }) => {
              const now = new Date(Date.parse(clock.now()) + 16 * 60_000).toISOString();
              await other.acquire({ run: 'other', host: 'there', minutes: 15, now });
            });
            return store.notePeople(notes, problems);
          },
        }),
      });
      assert.equal(codeOf(result), 'sync/lease-lost');
      assert.deepEqual(await workspace.calls(), []);
    }),
  );

  for (const failure of [
    syncFailure('sync/interrupted', {}),
    syncFailure('sync/stopped-early', { reason: 'SIGTERM' }),
  ]) {
    it(
      `stops before the first write when it is told to: ${failure.code}`,
      checkStops(failure.code, async () => ({ signal: AbortSignal.abort(failure) })),
    );
  }

  it(
    'adds fields to a catalog that is there, and fills them wherever there is a value',
    synced(async ({ workspace }) => {
      const mapping = b2b.replace('      Industry: Industry\n', '      Industry: Industry\n      City: BillingCity\n');
      const { report } = await workspace.sync({ mapping });
      const calls = await workspace.calls();
      assert.deepEqual(
        calls.map(({ method, path }) => `${method} ${path}`),
        ['POST /catalogs/salesforce_accounts/fields', 'PATCH /catalogs/salesforce_accounts/items'],
      );
      assert.equal(report.streams.find(({ object }) => object === 'Account')?.updated, 6);
    }),
  );

  it(
    'reads people again when a link is new',
    synced(async ({ workspace }) => {
      const mapping = b2b.replace('    primary: OpportunityId\n', '    primary: BestDeal\n');
      await workspace.sync({ mapping });
      const { people } = await workspace.state();
      assert.ok(Object.values(people).some((person) => person['BestDeal'] !== undefined));
    }),
  );

  it(
    'carries over columns that others have added when it replaces an item',
    synced(async ({ engine, workspace }) => {
      const id = '0015g00000AcmeAAAR';
      await workspace.control('POST', 'settle', {});
      const state = (await workspace.control('GET', 'state')) as {
        readonly catalogs: {
          readonly salesforce_accounts: { readonly fields: readonly unknown[]; readonly items: object };
        };
      };
      const { fields, items } = state.catalogs.salesforce_accounts;
      const logo = 'https://acme.example/logo.png';
      const changed = Object.entries(items).map(([key, item]: [string, object]) =>
        Object.assign({}, item, { id: key }, key === id ? { Logo: logo } : {}),
      );
      await workspace.control('PUT', 'state', {
        catalogs: { salesforce_accounts: { fields: [...fields, { name: 'Logo', type: 'string' }], items: changed } },
      });
      await engine.put('Account', { Id: id, Segment__c: null });
      await engine.advance(1);
      await workspace.sync();
      const item = (await workspace.state()).catalogs['salesforce_accounts']?.[id] as Record<string, unknown>;
      assert.equal(item['Logo'], logo);
      assert.equal(item['Classification'], undefined);
    }),
  );
});

describe('runSync', () => {
  it('counts its calls against the share of the day, also when it only asked', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const spent = (): Promise<number> => workspace.within(async ({ store, clock }) => store.callsSince(clock.now()));
      await workspace.run();
      const asking = await spent();
      assert.ok(asking > 10);
      await workspace.sync();
      assert.ok((await spent()) > 2 * asking);
    }));
});

describe('runPlan', () => {
  it(
    'says what a sync would do, and writes nothing',
    synced(async ({ engine, workspace }) => {
      await engine.put('Account', { Id: '0015g00000AcmeAAAR', Name: 'Renamed' });
      await engine.advance(1);
      const planned = await workspace.within(runPlan);
      assert.ok(planned.kind === 'planned');
      assert.equal(planned.objection, undefined);
      assert.equal(planned.plan.streams.find(({ object }) => object === 'Account')?.updated, 1);
      assert.deepEqual(await workspace.calls(), []);
      const { report } = await workspace.sync();
      assert.equal(report.plan, planned.plan.id);
    }),
  );

  it(
    'needs no lease',
    synced(async ({ workspace }) => {
      await workspace.within(async ({ store, clock }) => {
        await store.acquire({ run: 'other', host: 'there', minutes: 15, now: clock.now() });
        assert.equal((await workspace.within(runPlan)).kind, 'planned');
      });
    }),
  );
});
