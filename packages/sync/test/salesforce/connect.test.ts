import assert from 'node:assert/strict';
import { connectOrg } from '../../src/salesforce/connect.ts';
import { type EmulatedOrg, startEmulatedOrg } from './emulated-org.ts';

describe('connectOrg', () => {
  let org: EmulatedOrg;
  before(async () => {
    org = await startEmulatedOrg();
  });
  after(() => org.close());

  it('signs in with a pinned API version', async () => {
    const connection = await connectOrg(org.connection.accessToken ?? '', '66.0');
    assert.equal(connection.getApiVersion(), '66.0');
    assert.equal(connection.instanceUrl, org.url);
  });

  it('takes the newest API version of the org', async () => {
    const connection = await connectOrg(org.connection.accessToken ?? '', undefined);
    assert.match(connection.getApiVersion(), /^\d\d\.0$/u);
  });

  it('fails for an org nobody signed in to', () =>
    assert.rejects(connectOrg('nobody', '67.0'), { name: 'NamedOrgNotFoundError' }));
});
