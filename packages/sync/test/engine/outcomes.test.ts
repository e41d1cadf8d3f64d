import assert from 'node:assert/strict';
import { runPlan } from '../../src/run-plan.ts';
import { b2b, type EngineWorld, withEngine, type Workspace } from './engine-world.ts';

interface Scene {
  readonly engine: EngineWorld;
  readonly workspace: Workspace;
}

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

async function problems(workspace: Workspace): Promise<readonly string[]> {
  const open = await workspace.within(async ({ store }) => store.problems());
  return open.flatMap(({ code, record, severity }) => (severity === 'info' ? [] : [`${record} ${code}`])).toSorted();
}

const lead = (name: string, userId?: string): Readonly<Record<string, unknown>> => ({
  LastName: name,
  Email: `${name}@outcomes.example`,
  Company: 'C',
  Status: 'Working',
  ...(userId !== undefined && { App_User_Id__c: userId }),
});

describe('runSync', () => {
  it(
    'puts a person whom Braze refuses into the error list, and sends the others',
    synced(async ({ engine, workspace }) => {
      const before = await problems(workspace);
      await workspace.control('PUT', 'settings', { blockedExternalIds: ['blocked'] });
      const [good, bad] = await engine.put('Lead', lead('good', 'free'), lead('bad', 'blocked'));
      await engine.advance(1);
      const { report } = await workspace.sync();
      assert.deepEqual([report.outcome, report.failed], ['partial', 1]);
      const added = (await problems(workspace)).filter((one) => !before.includes(one));
      assert.deepEqual(added, [`${bad} braze/object-rejected`]);
      assert.ok((await workspace.state()).people['free'] !== undefined, good);
      await engine.advance(30);
      await workspace.sync(); // its window still has the record
      await workspace.calls();
      await engine.advance(30);
      await workspace.sync();
      assert.deepEqual(await workspace.calls(), [], 'refused objects are not sent again unchanged');
      await workspace.control('PUT', 'settings', { blockedExternalIds: [] });
      await engine.put('Lead', { Id: bad, Company: 'D' });
      await engine.advance(1);
      await workspace.sync();
      assert.equal((await workspace.state()).people['blocked']?.['Company'], 'D');
      assert.deepEqual(
        (await problems(workspace)).filter((one) => !before.includes(one)),
        [],
      );
    }),
  );

  it(
    'takes a refused item out, and links nobody to it until Braze has it',
    synced(async ({ engine, workspace }) => {
      const before = await problems(workspace);
      const contact = (await engine.records('Contact')).find((one) => one['LastName'] === 'Okoro');
      const [bad, good] = await engine.put(
        'Opportunity',
        { Name: 'Bad', StageName: 'Proposal', CloseDate: '2027-01-01' },
        { Name: 'Good', StageName: 'Proposal', CloseDate: '2027-01-01' },
      );
      const role = { ContactId: contact?.['Id'], IsPrimary: false };
      await engine.put('OpportunityContactRole', { ...role, OpportunityId: bad }, { ...role, OpportunityId: good });
      await engine.advance(1);
      const refusal = {
        message: 'Invalid Request',
        errors: [{ id: 'invalid-fields', message: 'no', parameters: ['Stage'], parameter_values: [{ id: bad }, bad] }],
      };
      const path = '/catalogs/salesforce_opportunities/items';
      await workspace.faults({ path, method: 'PUT', times: 1, respond: { status: 400, body: refusal } });
      const { report } = await workspace.sync();
      assert.equal(report.outcome, 'partial');
      const deals = async (): Promise<readonly unknown[]> => {
        const { people, catalogs } = await workspace.state();
        const person = people[`salesforce_contact_id:${String(contact?.['Id'])}`];
        const held = catalogs['salesforce_opportunities'] ?? {};
        return [bad, good].map((id) => [
          id !== undefined && held[id] !== undefined,
          JSON.stringify(person?.['Opportunities']).includes(id ?? '-'),
        ]);
      };
      assert.deepEqual(await deals(), [
        [false, false],
        [true, true],
      ]);
      assert.deepEqual(
        (await problems(workspace)).filter((one) => !before.includes(one)),
        [`${bad} braze/object-rejected`],
      );
      await engine.put('Opportunity', { Id: bad, Name: 'Better' });
      await engine.advance(1);
      await workspace.sync();
      assert.deepEqual(await deals(), [
        [true, true],
        [true, true],
      ]);
      assert.deepEqual(await problems(workspace), before);
    }),
  );

  it(
    'tells of an alias that somebody else has until that is decided',
    synced(async ({ engine, workspace }) => {
      const before = await problems(workspace);
      const [id] = await engine.put('Lead', lead('taken', 'ours'));
      await workspace.control('PUT', 'state', {
        users: [{ external_id: 'stranger', user_aliases: [{ alias_label: 'salesforce_lead_id', alias_name: id }] }],
      });
      await engine.advance(1);
      const { report } = await workspace.sync();
      assert.equal(report.problems['record/alias-taken'], 1);
      assert.deepEqual((await workspace.state()).people['ours']?.['aliases'], []);
      await engine.put('Lead', { Id: id, Company: 'D' });
      await engine.advance(1);
      await workspace.sync();
      assert.equal((await workspace.state()).people['ours']?.['Company'], 'D');
      assert.deepEqual(
        (await problems(workspace)).filter((one) => !before.includes(one)),
        [`${id} record/alias-taken`],
      );
    }),
  );

  it(
    'leaves what waits for a profile to the next run',
    synced(async ({ engine, workspace }) => {
      const before = await problems(workspace);
      await workspace.control('PUT', 'settings', { delayMs: 15 * 60_000 });
      const [account] = await engine.put('Account', { Name: 'Slow' });
      const [id] = await engine.put('Contact', { LastName: 'Slow', Email: 'slow@slow.example', AccountId: account });
      await engine.advance(1);
      const { report } = await workspace.sync();
      assert.deepEqual([report.waiting.eventsReady, report.problems['braze/write-not-visible']], [1, 1]);
      assert.ok((await problems(workspace)).includes(`${id} braze/write-not-visible`));
      await engine.advance(30);
      await workspace.sync();
      const { events } = await workspace.state();
      const own = events.filter(({ person }) => person === `salesforce_contact_id:${id}`);
      assert.deepEqual(
        own.map(({ name, properties }) => [name, properties['reason']]),
        [['account_linked', 'created']],
      );
      assert.deepEqual(await problems(workspace), before);
    }),
  );

  it(
    'writes no item until Braze shows its new fields',
    synced(async ({ engine, workspace }) => {
      await workspace.control('PUT', 'settings', { delayMs: 15 * 60_000 });
      const mapping = b2b.replace('      Industry: Industry\n', '      Industry: Industry\n      City: BillingCity\n');
      const result = await workspace.run({ mapping });
      assert.equal(result.kind === 'stopped' && result.failure.code, 'braze/write-not-visible');
      assert.ok((await workspace.calls()).every(({ path }) => !path.endsWith('/items')));
      await engine.advance(30);
      const { report } = await workspace.sync({ mapping });
      assert.equal(report.outcome, 'done');
    }),
  );

  it('signs in again when the session ends in the middle', () =>
    withEngine(
      async (engine) => {
        const workspace = await engine.workspace();
        let calls = 0;
        const { report } = await workspace.sync({
          client: (client) => ({
            ...client,
            async exchange(request, stop) {
              calls += 1;
              if (calls === 1) await engine.org.control('PUT', 'settings', { expireSessions: true });
              return client.exchange(request, stop);
            },
          }),
        });
        assert.equal(report.outcome, 'done');
      },
      { login: 'jwt' },
    ));

  it(
    'says that it completes what an earlier run left',
    synced(async ({ engine, workspace }) => {
      await engine.put('Contact', { Id: '0035g00000BenOkAAJ', AccountId: null });
      await engine.advance(1);
      await workspace.faults({ path: '/users/track', drop: 'before' });
      const disturbed = await workspace.sync();
      assert.equal(disturbed.report.waiting.eventsUnknown, 1);
      await workspace.faults();
      const { report } = await workspace.sync();
      assert.equal(report.problems['sync/unfinished-work'], 1);
      assert.equal(report.waiting.eventsUnknown, 0);
    }),
  );

  it(
    'warns of columns that no field of the mapping fills',
    synced(async ({ workspace }) => {
      const mapping = b2b.replace('      Industry: Industry\n', '');
      const planned = await workspace.within(runPlan, { mapping });
      assert.ok(planned.kind === 'planned');
      const unmapped = planned.warnings.filter(({ code }) => code === 'braze/unmapped-catalog-field');
      assert.deepEqual(
        unmapped.map(({ params }) => params['field']),
        ['Industry'],
      );
    }),
  );
});
