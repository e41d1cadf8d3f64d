import assert from 'node:assert/strict';
import { SfError } from '@salesforce/core';
import { readEndpoint, readKeyReference, readOrg, readSlug } from '../../src/init/read-answer.ts';

type Read = (text: string) => string;

const KEY = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

function check(read: Read, expected: Readonly<Record<string, string>>): void {
  for (const [text, result] of Object.entries(expected)) assert.equal(read(text), result, text);
}

/** Refused, with a next step, and the text itself shown nowhere. */
function refuses(read: Read, name: string, texts: readonly string[]): void {
  for (const text of texts) {
    const error = failureOf(read, text);
    assert.equal(error.name, name, text);
    assert.equal(error.exitCode, 2);
    assert.ok((error.actions ?? []).length > 0);
    if (text !== '') assert.ok(!JSON.stringify([error.message, error.actions]).includes(text), `${text} is repeated`);
  }
}

function failureOf(read: Read, text: string): SfError {
  try {
    read(text);
  } catch (error) {
    assert.ok(isSfError(error));
    return error;
  }
  throw new Error(`${text} was taken`);
}

function isSfError(error: unknown): error is SfError {
  return error instanceof SfError;
}

describe('readEndpoint', () => {
  it('takes an endpoint, an instance or a dashboard', () => {
    check(readEndpoint, {
      'https://rest.iad-03.braze.com': 'https://rest.iad-03.braze.com',
      'https://rest.iad-03.braze.com/': 'https://rest.iad-03.braze.com',
      'https://rest.us-11.braze.com': 'https://rest.us-11.braze.com',
      'us-03': 'https://rest.iad-03.braze.com',
      'EU-01': 'https://rest.fra-01.braze.eu',
      'https://dashboard-01.braze.eu/sign_in': 'https://rest.fra-01.braze.eu',
      'dashboard.us-10.braze.com': 'https://rest.us-10.braze.com',
      'http://127.0.0.1:4010': 'http://127.0.0.1:4010',
    });
  });

  it('takes nothing that is not Braze', () => {
    for (const text of [
      '',
      'https://example.com',
      'http://rest.iad-03.braze.com',
      'https://rest.iad-03.braze.com.evil.example',
    ])
      assert.equal(failureOf(readEndpoint, text).name, 'security/endpoint-not-braze');
  });

  it('offers the endpoint that was meant', () => {
    const { actions } = failureOf(readEndpoint, 'https://sdk.iad-03.braze.com');
    assert.ok(actions?.includes('Did you mean https://rest.iad-03.braze.com?'));
  });
});

describe('readKeyReference', () => {
  it('takes where a key is kept', () => {
    check(readKeyReference, {
      'env:BRAZE_API_KEY': 'env:BRAZE_API_KEY',
      'file:/run/secrets/braze': 'file:/run/secrets/braze',
      'keychain:braze-production': 'keychain:braze-production',
    });
  });

  it('refuses a key, however it comes, without repeating it', () => {
    refuses(readKeyReference, 'security/secret-in-file', [
      KEY,
      `keychain:${KEY}`,
      `env:${KEY}`,
      'canary',
      'env:canary',
    ]);
  });
});

describe('readSlug', () => {
  it('takes names and refuses the rest without repeating it', () => {
    check(readSlug, { acme: 'acme', 'acme-eu-2': 'acme-eu-2' });
    refuses(readSlug, 'NameInvalid', ['Acme', '2acme', 'a b', 'a_b', 'a: b', 'a'.repeat(41), '', '\u001B[2J']);
  });

  it('refuses a key that could be a name', () => {
    refuses(readSlug, 'security/secret-in-file', ['afa85f64-5717-4562-b3fc-2c963f66afa6']);
  });
});

describe('readOrg', () => {
  it('takes what sf takes, and no key', () => {
    check(readOrg, { 'acme-uat': 'acme-uat', 'ada@acme.example': 'ada@acme.example' });
    refuses(readOrg, 'security/secret-in-file', [KEY]);
  });
});
