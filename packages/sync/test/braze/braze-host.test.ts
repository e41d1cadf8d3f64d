import assert from 'node:assert/strict';
import { brazeOrigin } from '../../src/braze/braze-host.ts';

const takes =
  (endpoint: string, origin = endpoint) =>
  () =>
    assert.equal(brazeOrigin(endpoint), origin);
function refuses(endpoint: string, shown: string) {
  return () =>
    assert.throws(() => brazeOrigin(endpoint), { code: 'security/endpoint-not-braze', params: { endpoint: shown } });
}

describe('brazeOrigin', () => {
  for (const cluster of ['iad-01', 'iad-08', 'us-09', 'us-10', 'au-01', 'id-01', 'jp-01', 'kr-01']) {
    it(`takes rest.${cluster}.braze.com`, takes(`https://rest.${cluster}.braze.com`));
  }
  for (const cluster of ['fra-01', 'fra-02']) {
    it(`takes rest.${cluster}.braze.eu`, takes(`https://rest.${cluster}.braze.eu`));
  }
  it('leaves out a slash at the end', takes('https://rest.fra-02.braze.eu/', 'https://rest.fra-02.braze.eu'));
  it('takes a local emulator', takes('http://127.0.0.1:4010'));

  it('refuses another host', refuses('https://example.com', 'https://example.com'));
  it(
    'refuses a look-alike',
    refuses('https://rest.iad-01.braze.com.evil.example', 'https://rest.iad-01.braze.com.evil.example'),
  );
  it('refuses a host inside another label', refuses('https://rest.a.b.braze.com', 'https://rest.a.b.braze.com'));
  it('refuses the SDK endpoint', refuses('https://sdk.iad-01.braze.com', 'https://sdk.iad-01.braze.com'));
  it('refuses plain http', refuses('http://rest.iad-01.braze.com', 'http://rest.iad-01.braze.com'));
  it('refuses another port', refuses('https://rest.iad-01.braze.com:8443', 'https://rest.iad-01.braze.com:8443'));
  it('refuses a path', refuses('https://rest.iad-01.braze.com/users', 'https://rest.iad-01.braze.com'));
  it('refuses localhost by name', refuses('http://localhost:4010', 'http://localhost:4010'));
  it('refuses other loopback addresses', refuses('http://127.0.0.2:4010', 'http://127.0.0.2:4010'));
  it('never shows a password', refuses('https://me:s3cret@rest.iad-01.braze.com', 'https://rest.iad-01.braze.com'));
  it('never shows what is no address', refuses('s3cret', 'the endpoint'));
  it('never shows an address without a host', refuses('data:s3cret', 'data:'));
});
