import assert from 'node:assert/strict';
import type { CatalogFieldDefinition } from '@sf-braze/mapping-core';
import { applyWorkspace, planWorkspace, type WantedCatalog, type WorkspacePlan } from '../../src/send/workspace.ts';
import type { WorkspaceCatalog } from '../../src/ports.ts';
import { withBraze } from '../braze/emulated-braze.ts';

const signal = new AbortController().signal;
const id: CatalogFieldDefinition = { name: 'id', type: 'string' };
const accountName: CatalogFieldDefinition = { name: 'AccountName', type: 'string' };
const revenue: CatalogFieldDefinition = { name: 'AnnualRevenue', type: 'number' };

function wanted(name: string, ...fields: readonly CatalogFieldDefinition[]): WantedCatalog {
  return { name, description: `${name} of Salesforce`, fields };
}

function existing(name: string, ...fields: readonly CatalogFieldDefinition[]): WorkspaceCatalog {
  return { name, fields, items: 0 };
}

const empty: WorkspacePlan = { create: [], addFields: [], conflicts: [], unknown: [] };

function plans(want: readonly WantedCatalog[], have: readonly WorkspaceCatalog[], expected: Partial<WorkspacePlan>) {
  return () => assert.deepEqual(planWorkspace(want, have), { ...empty, ...expected });
}

describe('planWorkspace', () => {
  it(
    'does nothing when everything is there',
    plans([wanted('accounts', accountName)], [existing('accounts', id, accountName)], {}),
  );
  it(
    'creates a missing catalog with its id first',
    plans([wanted('accounts', accountName)], [], {
      create: [wanted('accounts', id, accountName)],
    }),
  );
  it(
    'does not name the id twice',
    plans([wanted('accounts', accountName, id)], [], { create: [wanted('accounts', id, accountName)] }),
  );
  it(
    'adds missing fields',
    plans([wanted('accounts', accountName, revenue)], [existing('accounts', id, accountName)], {
      addFields: [{ catalog: 'accounts', fields: [revenue] }],
    }),
  );
  it(
    'finds fields of another type',
    plans([wanted('accounts', revenue)], [existing('accounts', id, { name: 'AnnualRevenue', type: 'string' })], {
      conflicts: [{ catalog: 'accounts', field: 'AnnualRevenue', actual: 'string', expected: 'number' }],
    }),
  );
  it(
    'finds fields that no mapping knows',
    plans([wanted('accounts')], [existing('accounts', id, revenue)], {
      unknown: [{ catalog: 'accounts', field: 'AnnualRevenue' }],
    }),
  );
  it(
    'takes names that differ by case for two',
    plans([wanted('accounts', accountName)], [existing('accounts', id, { name: 'accountname', type: 'string' })], {
      addFields: [{ catalog: 'accounts', fields: [accountName] }],
      unknown: [{ catalog: 'accounts', field: 'accountname' }],
    }),
  );
  it('leaves catalogs of others alone', plans([], [existing('restaurants', id)], {}));
});

describe('applyWorkspace', () => {
  it('makes what is missing, and has nothing left to do', () =>
    withBraze(async ({ destination, clock, control }) => {
      await control('PUT', 'state', { catalogs: { accounts: { fields: [id, accountName] } } });
      const want = [wanted('accounts', accountName, revenue), wanted('deals', accountName)];
      const plan = planWorkspace(want, await destination.catalogs(signal));
      assert.deepEqual(await applyWorkspace(plan, { destination, clock: settling(clock, control), signal }), {
        notVisible: [],
      });
      assert.deepEqual(planWorkspace(want, await destination.catalogs(signal)), empty);
    }));

  it('adds fields 50 a call', () =>
    withBraze(async ({ destination, clock, control, calls }) => {
      await control('PUT', 'state', { catalogs: { accounts: { fields: [id] } } });
      const fields = Array.from({ length: 101 }, (_, n): CatalogFieldDefinition => ({ name: `F${n}`, type: 'string' }));
      const plan = planWorkspace([wanted('accounts', ...fields)], await destination.catalogs(signal));
      await applyWorkspace(plan, { destination, clock: settling(clock, control), signal });
      const sizes = (await calls()).flatMap(({ method, body }) =>
        method === 'POST' ? [(body['fields'] as unknown[]).length] : [],
      );
      assert.deepEqual(sizes, [50, 50, 1]);
    }));

  it('is content when an earlier try whose answer got lost has made the catalog', () =>
    withBraze(async ({ destination, clock, faults }) => {
      await faults({ method: 'POST', path: '/catalogs', times: 1, drop: 'after' });
      const plan = planWorkspace([wanted('accounts', accountName)], []);
      assert.deepEqual(await applyWorkspace(plan, { destination, clock, signal }), { notVisible: [] });
    }));

  it('fails with the reason when Braze refuses a catalog', () =>
    withBraze(async ({ destination, clock }) => {
      const plan = planWorkspace([wanted('no spaces', accountName)], []);
      await assert.rejects(
        applyWorkspace(plan, { destination, clock, signal }),
        (error: Error & { params?: unknown }) => {
          assert.match(JSON.stringify(error.params), /invalid-catalog-name/u);
          return true;
        },
      );
    }));

  it('names the catalogs whose fields do not show within five minutes', () =>
    withBraze(async ({ destination, clock, control }) => {
      await control('PUT', 'state', { catalogs: { accounts: { fields: [id] } } });
      await control('PUT', 'settings', { delayMs: 3_600_000 });
      const plan = planWorkspace([wanted('accounts', revenue)], await destination.catalogs(signal));
      assert.deepEqual(await applyWorkspace(plan, { destination, clock, signal }), { notVisible: ['accounts'] });
    }));

  it('asks for nothing when there is nothing to do', () =>
    withBraze(async ({ destination, clock, calls }) => {
      assert.deepEqual(await applyWorkspace(empty, { destination, clock, signal }), { notVisible: [] });
      assert.deepEqual(await calls(), []);
    }));
});

/** While the client sleeps, the emulator finishes its work. */
function settling(
  clock: Parameters<typeof applyWorkspace>[1]['clock'],
  control: (method: string, name: string) => Promise<unknown>,
): typeof clock {
  return {
    now: () => clock.now(),
    async sleep(ms, stop) {
      await control('POST', 'settle');
      await clock.sleep(ms, stop);
    },
  };
}
