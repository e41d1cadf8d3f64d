import assert from 'node:assert/strict';
import { brazeState, changeRecords, forgetCalls, recordsOf, writes } from './support/emulators.ts';
import { firstSync } from './support/sync-once.ts';
import { withWorkplace } from './support/workplace.ts';

describe('the way from an org into Braze', () => {
  it('goes from a check over a plan to a sync, and on to what changed', () =>
    withWorkplace({}, async (place) => {
      const { run, org } = place;

      const unchecked = await run(['validate']);
      assert.equal(unchecked.code, 0);
      assert.match(unchecked.stdout, /config\/snapshot-missing/);

      const snapshot = await run(['snapshot', ...org]);
      assert.equal(snapshot.code, 0, snapshot.stderr);
      assert.match(snapshot.stdout, /Wrote \.braze\/snapshot\.json/);

      const checked = await run(['validate']);
      assert.match(checked.stdout, /2 files, \d+ destinations, snapshot of \d{4}-\d{2}-\d{2}/);

      const plan = await run(['plan', ...org, '--detailed-exitcode', '--report', 'markdown=out/plan.md']);
      assert.equal(plan.code, 20);
      assert.match(plan.stdout, /events with `reason: backfill` will be logged/);
      assert.match(await place.read('out/plan.md'), /\*\*braze plan\*\*/);
      assert.deepEqual(await writes(place), []);

      const refused = await run(['sync', ...org]);
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /sync\/state-missing/);
      const next = /sf braze sync .*--approve ([0-9a-f]{8})/.exec(refused.stderr)?.[1] ?? '';
      assert.deepEqual(await writes(place), []);

      const sent = await run(['sync', ...org, '--approve', next]);
      assert.equal(sent.code, 0, sent.stderr);
      assert.match(sent.stdout, /^Done/m);
      const braze = await brazeState(place);
      assert.ok(braze.users.length > 20);
      assert.ok(Object.keys(braze.catalogs).includes('salesforce_accounts'));

      await forgetCalls(place);
      const silent = await run(['sync', ...org]);
      assert.equal(silent.code, 0);
      assert.deepEqual(await writes(place), []);
      assert.equal((await run(['plan', ...org, '--detailed-exitcode'])).code, 0);
    }));

  it('sends what changed, and shows it before', () =>
    withWorkplace({}, async (place) => {
      const { run, org } = place;
      await firstSync(place);
      const contacts = await recordsOf(place, 'Contact');
      const contact = contacts.find((one) => one['AccountId'] !== null && one['Email']);
      assert.ok(contact);
      await changeRecords(place, { Contact: [{ Id: contact.Id, Title: 'Chief Canary' }] });
      await forgetCalls(place);

      const preview = await run(['preview', ...org, '--record', contact.Id.slice(0, 15)]);
      assert.equal(preview.code, 0, preview.stderr);
      assert.match(preview.stdout, /"JobTitle":\s*"‹text, 12›"/);
      assert.match(preview.stdout, /Nothing was sent\.$/m);
      assert.doesNotMatch(preview.stdout, /Chief Canary/);
      assert.deepEqual(await writes(place), []);

      assert.equal((await run(['sync', ...org])).code, 0);
      const calls = (await writes(place)).map(({ path, body }) => `${path} ${body}`);
      assert.equal(calls.length, 1);
      assert.match(calls.join(), /^\/users\/track .*"JobTitle":"Chief Canary"/);

      const status = await run(['status']);
      assert.equal(status.code, 0);
      assert.match(status.stdout, /^local {3}last run .*done/);
    }));
});
