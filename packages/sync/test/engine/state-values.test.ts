import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { applyAll, crmChanges } from './crm-changes.ts';
import { withEngine } from './engine-world.ts';

const fields: Readonly<Record<string, readonly string[]>> = {
  Contact: ['Email', 'FirstName', 'LastName', 'Phone', 'Title'],
  Lead: ['Email', 'FirstName', 'LastName', 'Phone', 'Company', 'Title'],
  Account: ['Name', 'Segment__c'],
  Opportunity: ['Name', 'StageName'],
};
/** Shorter texts, and those that are names of the mapping too, prove nothing. */
const LEAST = 7;

describe('runSync', () => {
  it('leaves no value of any record in the state, whatever happened', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      await applyAll(engine, crmChanges(0));
      await workspace.faults({ path: '/users/track', respond: { status: 500, body: {} } });
      await workspace.run();
      const values = new Set<string>();
      for (const [object, names] of Object.entries(fields)) {
        for (const record of await engine.records(object)) {
          for (const name of names) {
            const text = record[name];
            if (typeof text === 'string' && text.length >= LEAST) values.add(text);
          }
        }
      }
      assert.ok(values.size > 50);
      const folder = dirname(workspace.file);
      const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
      const stored = Buffer.concat(files).toString('latin1');
      assert.deepEqual(
        [...values].filter((text) => stored.includes(Buffer.from(text).toString('latin1'))),
        [],
      );
    })).timeout(20_000);
});
