import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { crmChanges } from './crm-changes.ts';
import { type BrazeCall, type EngineWorld, withEngine } from './engine-world.ts';

const folder = new URL('golden/', import.meta.url);

/** A change of the list, with those that must have happened before it. */
const transitions: readonly { readonly change: string; readonly after?: readonly string[] }[] = [
  { change: 'a contact moves to another account' },
  { change: 'a contact leaves its account' },
  { change: 'an account is renamed and loses a field' },
  { change: 'fields of a contact are cleared' },
  { change: 'a deal enters another stage' },
  { change: 'a deal closes' },
  { change: 'a deal goes to another account' },
  { change: 'somebody joins a deal' },
  { change: 'a contact opts out' },
  { change: 'a contact opts in again', after: ['a contact opts out'] },
  { change: 'a lead arrives, and one with a user id' },
  { change: 'a contact arrives with an account' },
  { change: 'a lead leaves the filter' },
  { change: 'a lead comes back into the filter', after: ['a lead leaves the filter'] },
  { change: 'a contact is deleted' },
  { change: 'a deleted contact is put back', after: ['a contact is deleted'] },
  { change: 'an account is deleted' },
  { change: 'a deleted account is put back with all that is its', after: ['an account is deleted'] },
  { change: 'an account is merged into another' },
  { change: 'a contact has the user id of a lead' },
  { change: 'a role vanishes without a trace, and a day passes' },
];

/** Compares the requests to Braze with the file of that name; `UPDATE_GOLDEN=1` writes it. */
function checkGolden({ change, after = [] }: (typeof transitions)[number]) {
  return () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      for (const name of after) {
        await happen(engine, name);
        await workspace.sync();
      }
      await workspace.calls();
      await happen(engine, change);
      await workspace.sync();
      const lines = `${JSON.stringify((await workspace.calls()).map(written), undefined, 1)}\n`;
      const file = new URL(`${change.replaceAll(/[^a-z]+/gu, '-')}.json`, folder);
      if (process.env['UPDATE_GOLDEN'] === '1') {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, lines);
      }
      assert.deepEqual(JSON.parse(lines), JSON.parse(readFileSync(file, 'utf8')));
    });
}

async function happen(engine: EngineWorld, name: string): Promise<void> {
  await engine.advance(10);
  await crmChanges(0)
    .find((change) => change.name === name)
    ?.apply(engine);
  await engine.advance(1);
}

const DAYS = 5 * 86_400_000;

/** Times of the test itself differ from run to run; those of the seed are older or far ahead. */
function written({ method, path, body }: BrazeCall): unknown {
  const text = JSON.stringify({ method, path, body }).replaceAll(/"(20\d\d-[^"]+Z)"/gu, (all, time: string) =>
    Math.abs(Date.parse(time) - Date.now()) < DAYS ? '"‹now›"' : all,
  );
  return JSON.parse(text) as unknown;
}

describe('runSync', () => {
  for (const transition of transitions) {
    it(`tells Braze what changed when ${transition.change}`, checkGolden(transition)).timeout(20_000);
  }
});
