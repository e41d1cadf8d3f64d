import assert from 'node:assert/strict';
import { APPROVAL_VARIABLE, checkProtection } from '../src/protection.ts';
import { environment } from './support/environment.ts';

const refusal = { name: 'security/environment-protected', exitCode: 1 };

describe('checkProtection', () => {
  it('asks nothing of an open environment', () => checkProtection(environment(false), undefined, {}));

  it('stops a protected environment that nobody confirmed', () => {
    assert.throws(() => checkProtection(environment(true), undefined, {}), refusal);
  });

  it('lets it through when its name was typed', () => checkProtection(environment(true), 'production', {}));

  it('stops when another name was typed, protected or not', () => {
    assert.throws(() => checkProtection(environment(true), 'staging', {}), refusal);
    assert.throws(() => checkProtection(environment(false), 'staging', {}), refusal);
  });

  it('lets it through in CI where reviewers approved this environment', () =>
    checkProtection(environment(true), undefined, { CI: 'true', [APPROVAL_VARIABLE]: 'production' }));

  it('takes neither the approval of another environment nor one outside CI', () => {
    const other = { CI: 'true', [APPROVAL_VARIABLE]: 'staging' };
    assert.throws(() => checkProtection(environment(true), undefined, other), refusal);
    const outside = { [APPROVAL_VARIABLE]: 'production' };
    assert.throws(() => checkProtection(environment(true), undefined, outside), refusal);
  });
});
