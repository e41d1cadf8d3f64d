import assert from 'node:assert/strict';
import { withEngine } from './engine-world.ts';

const SHARED = 'uuid-of-somebody';

describe('a person whose create Braze refused', () => {
  it('joins the person who has the external id it gets later', () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      await workspace.sync();
      await engine.org.control('PUT', 'records', {
        Lead: [
          {
            FirstName: 'First',
            LastName: 'Owner',
            Email: 'first@owner.example',
            Company: 'A',
            Status: 'Working',
            App_User_Id__c: SHARED,
          },
        ],
      });
      await engine.advance(1);
      await workspace.sync();
      const created = (await engine.org.control('PUT', 'records', {
        Lead: [
          {
            FirstName: 'Refused',
            LastName: 'Create',
            Email: 'refused@create.example',
            Company: 'B',
            Status: 'Working',
          },
        ],
      })) as { readonly Lead: readonly string[] };
      await workspace.faults({
        method: 'POST',
        path: '/users/track',
        times: 1,
        respond: {
          status: 400,
          body: { message: 'refused', errors: [{ type: 'refused', input_array: 'attributes', index: 0 }] },
        },
      });
      await engine.advance(1);
      assert.equal((await workspace.run()).kind, 'finished');
      await workspace.faults();
      await engine.org.control('PUT', 'records', { Lead: [{ Id: created.Lead[0], App_User_Id__c: SHARED }] });
      await engine.advance(1);
      const result = await workspace.run();
      assert.equal(result.kind, 'finished');
      const { people } = await workspace.state();
      // One person now; the record saved last leads.
      assert.equal(people[SHARED]?.['email'], 'refused@create.example');
      assert.equal((await workspace.run()).kind, 'finished');
    }));
});
