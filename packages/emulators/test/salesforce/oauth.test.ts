import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, textAt, BASE, type Client, withEmulator } from './with-emulator.ts';

const assertion = (claims: unknown) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

function askToken({ call }: Client, form: Readonly<Record<string, string>>) {
  return call('POST', '/services/oauth2/token', new URLSearchParams(form).toString(), {
    authorization: '',
    'content-type': 'application/x-www-form-urlencoded',
  });
}

const jwt = (sub: string, exp: number) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  assertion: assertion({ iss: '3MVGfake', sub, aud: 'http://127.0.0.1/', exp }),
});

describe('issueToken', () => {
  it('takes a JWT whose exp is in milliseconds, and renews by refresh token', () =>
    withEmulator(async (client) => {
      const granted = (await askToken(client, jwt('emu@braze.example', Date.now() + 60_000))).json();
      assert.match(textAt(granted, 'access_token'), /^00D5g000004BfXb!/u);
      assert.equal(at(granted, 'instance_url'), client.emulator.url);
      assert.match(textAt(granted, 'id'), /\/id\/00D5g000004BfXbEAK\/0055g00000EmuUsAAJ$/u);
      const renewed = await askToken(client, {
        grant_type: 'refresh_token',
        refresh_token: textAt(granted, 'refresh_token'),
      });
      const bearer = { authorization: `Bearer ${textAt(renewed.json(), 'access_token')}` };
      assert.equal((await client.call('GET', `${BASE}/limits`, undefined, bearer)).status, 200);
    }));
  it('refuses unknown users, tokens and grants', () =>
    withEmulator(async (client) => {
      const refused = [
        await askToken(client, jwt('nobody@braze.example', 1)),
        await askToken(client, { grant_type: 'refresh_token', refresh_token: 'x' }),
        await askToken(client, { grant_type: 'password' }),
        await askToken(client, { ...jwt('x', 1), assertion: 'junk' }),
      ];
      assert.deepEqual(
        refused.map((answer) => [answer.status, at(answer.json(), 'error')]),
        [
          [400, 'invalid_grant'],
          [400, 'invalid_grant'],
          [400, 'unsupported_grant_type'],
          [400, 'invalid_grant'],
        ],
      );
    }));
});

describe('authenticate', () => {
  it('knows the user behind a token', () =>
    withEmulator(async ({ call, emulator }) => {
      const info = (await call('GET', '/services/oauth2/userinfo')).json();
      assert.deepEqual(
        [at(info, 'organization_id'), at(info, 'preferred_username')],
        [emulator.orgId, emulator.username],
      );
    }));
  it('refuses unknown and expired sessions, and takes new ones', () =>
    withEmulator(async (client) => {
      const unknown = await client.call('GET', `${BASE}/limits`, undefined, { authorization: 'Bearer nope' });
      assert.deepEqual([unknown.status, unknown.headers.get('www-authenticate')], [401, 'Token']);
      assert.deepEqual(unknown.json(), [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]);
      await client.control('PUT', 'settings', { expireSessions: true });
      assert.equal((await client.call('POST', `${BASE}/jobs/query`, {})).status, 401);
      const granted = (await askToken(client, jwt('EMU@braze.example', 1))).json();
      const bearer = { authorization: `Bearer ${textAt(granted, 'access_token')}` };
      assert.equal((await client.call('GET', `${BASE}/limits`, undefined, bearer)).status, 200);
    }));
});
