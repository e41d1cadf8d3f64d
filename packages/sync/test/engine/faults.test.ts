import assert from 'node:assert/strict';
import type { DiagnosticCode } from '@sf-braze/mapping-core';
import { isSyncFailure, syncFailure } from '../../src/failures.ts';
import type { SyncResult } from '../../src/run-sync.ts';
import type { ProblemEntry } from '../../src/state.ts';
import { applyAll, crmChanges } from './crm-changes.ts';
import { checkSame } from './ended-runs.ts';
import { describeResult, type EngineWorld, type RunOptions, withEngine, type Workspace } from './engine-world.ts';

interface Fault {
  /** Faults of the Braze emulator, or of the org's. */
  readonly braze?: readonly unknown[];
  readonly salesforce?: readonly unknown[];
  readonly prepare?: (engine: EngineWorld, workspace: Workspace) => Promise<unknown>;
  readonly options?: RunOptions;
  /** How the disturbed run ends: `done`, `partial`, or the code that stopped it. */
  readonly ends: 'done' | 'partial' | DiagnosticCode;
  /** Codes in the error list after it. */
  readonly problems?: readonly DiagnosticCode[];
}

/**
 * Many changes, then a run that meets the fault, then one that meets none: Braze must be as if there had been no
 * fault, and no event may have happened twice.
 */
function checkSurvives({ braze = [], salesforce = [], prepare, options = {}, ends, problems = [] }: Fault) {
  return () =>
    withEngine(async (engine) => {
      const [calm, disturbed] = [await engine.workspace(), await engine.workspace()];
      await calm.sync();
      await disturbed.sync();
      await applyAll(engine, crmChanges(0));
      await calm.sync();
      await disturbed.faults(...braze);
      await engine.org.control('PUT', 'faults', salesforce);
      await prepare?.(engine, disturbed);
      assert.equal(await endOf(disturbed.run(options)), ends);
      const open = await problemsOf(disturbed);
      assert.deepEqual(
        [...new Set(open.flatMap(({ code, severity }) => (severity === 'error' ? [code] : [])))],
        problems,
      );
      await disturbed.faults();
      await engine.org.control('PUT', 'faults', []);
      await engine.org.control('PUT', 'settings', { apiUsed: 0, apiLimit: 15_000, failBulkJobs: 0 });
      await engine.advance(20);
      const { report } = await disturbed.sync();
      assert.equal(report.outcome, 'done', JSON.stringify(report.problems));
      assert.deepEqual(
        (await problemsOf(disturbed)).filter(({ severity }) => severity === 'error'),
        [],
      );
      checkSame(await disturbed.state(), await calm.state(), 'after the fault');
    });
}

async function endOf(run: Promise<SyncResult>): Promise<string> {
  try {
    const result = await run;
    if (result.kind === 'finished') return result.report.outcome;
    return result.kind === 'stopped' ? result.failure.code : describeResult(result);
  } catch (error) {
    if (isSyncFailure(error)) return error.code; // before the first write
    throw error;
  }
}

async function problemsOf(workspace: Workspace): Promise<readonly ProblemEntry[]> {
  return workspace.within(async ({ store }) => store.problems());
}

const track = '/users/track';
const items = '/catalogs/salesforce_opportunities/items';
const fail = (status: number): unknown => ({ respond: { status, body: { message: 'no' } } });
const on = (path: string, fault: unknown, rest = {}): unknown => Object.assign({ path, times: 1 }, fault, rest);

describe('runSync', () => {
  it('waits out a storm of 429s', checkSurvives({ braze: [on('*', fail(429), { times: 9 })], ends: 'done' })).timeout(
    20_000,
  );
  it(
    'survives 500s and 503s',
    checkSurvives({ braze: [on(items, fail(500), { times: 2 }), on('*', fail(503), { nth: 3 })], ends: 'done' }),
  );

  for (const [where, path] of [
    ['people', track],
    ['items', items],
  ] as const) {
    for (const drop of ['before', 'after'] as const) {
      it(
        `survives a connection cut ${drop} ${where} were accepted`,
        checkSurvives({ braze: [on(path, { drop })], ends: path === track ? 'partial' : 'done' }),
      );
    }
  }

  it(
    'finds out about events whose request was lost, and logs them once',
    checkSurvives({
      braze: [{ path: track, drop: 'after' }],
      ends: 'partial',
      problems: ['braze/unreachable'],
    }),
  ).timeout(20_000);

  it(
    'logs events that never arrived with the next run',
    checkSurvives({
      braze: [{ path: track, drop: 'before' }],
      ends: 'partial',
      problems: ['braze/unreachable'],
    }),
  ).timeout(20_000);

  it(
    'reads items of unknown fate again',
    checkSurvives({
      braze: [{ path: items, drop: 'before' }],
      ends: 'partial',
      problems: ['braze/unreachable'],
    }),
  ).timeout(20_000);

  it(
    'stops when Braze no longer takes the key',
    checkSurvives({ braze: [on(track, fail(401))], ends: 'braze/key-rejected' }),
  );
  it(
    'stops when the key may not do it',
    checkSurvives({ braze: [on(items, fail(403))], ends: 'braze/permission-missing' }),
  );
  it(
    'gives up when Braze stays limited',
    checkSurvives({ braze: [{ path: track, ...(fail(429) as object) }], ends: 'braze/rate-limited' }),
  ).timeout(20_000);

  it(
    'survives a 503 of Salesforce in the middle',
    checkSurvives({
      salesforce: [{ path: '/services/data/*', nth: 60, times: 1, respond: { status: 503, body: [] } }],
      ends: 'done',
    }),
  );

  it(
    'resumes after a Bulk job that failed',
    checkSurvives({
      prepare: ({ org }) => org.control('PUT', 'settings', { failBulkJobs: true }),
      options: { source: { restLimit: 2 } },
      ends: 'salesforce/bulk-job-failed',
    }),
  );

  for (const left of [3, 25, 40]) {
    it(
      `resumes after the API limit of the org was reached, ${left} calls on`,
      checkSurvives({
        prepare: async ({ org }) => {
          const { settings } = (await org.control('GET', 'state')) as { settings: { apiUsed: number } };
          await org.control('PUT', 'settings', { apiLimit: settings.apiUsed + left });
        },
        ends: 'salesforce/request-limit-reached',
      }),
    );
  }

  for (const step of [60, 75, 90, 105]) {
    it(
      `loses nothing when the disk is full from step ${step} on`,
      checkSurvives({
        options: fullAt(step),
        ends: 'sync/state-unreadable',
      }),
    );
  }
});

const writing: ReadonlySet<string | symbol> = new Set([
  'commit',
  'notePeople',
  'expandOccurrences',
  'renew',
  'savePlan',
  'saveRun',
  'tidy',
  'releaseLease',
]);

/** From some call of the state on, none that writes works any more. */
function fullAt(step: number): RunOptions {
  let taken = 0;
  return {
    store: (store) =>
      new Proxy(store, {
        get(target, name, receiver): unknown {
          const value: unknown = Reflect.get(target, name, receiver);
          if (typeof value !== 'function' || name === 'close') return value;
          return async (...given: readonly unknown[]): Promise<unknown> => {
            taken += 1;
            if (taken >= step && writing.has(name))
              throw syncFailure('sync/state-unreadable', { reason: 'the disk is full' });
            return Reflect.apply(value, target, given);
          };
        },
      }),
  };
}
