import assert from 'node:assert/strict';
import { SfError } from '@salesforce/core';
import { syncFailure } from '@sf-braze/sync';
import { exitCodeOf, stoppedExitCode } from '../src/exit-codes.ts';
import { codedError, docsUrl, failureError, presentable } from '../src/to-sf-error.ts';

describe('presentable', () => {
  it('shows a failure of the engine with its code and its remedy', () => {
    const shown = presentable(syncFailure('salesforce/session-expired', {}));
    assert.ok(shown instanceof SfError);
    assert.equal(shown.name, 'salesforce/session-expired');
    assert.deepEqual(shown.actions, ['Run `sf org login` for this org, then run again.']);
    assert.equal(shown.exitCode, 1);
  });

  it('keeps name, message, actions, exit code and data of errors of sf', () => {
    const error = new SfError('No authorization information found for emu.', 'NamedOrgNotFoundError', ['Sign in.'], 7);
    error.setData({ found: 1 });
    const shown = presentable(error);
    assert.ok(shown instanceof SfError);
    const { name, message, actions, exitCode } = shown;
    assert.deepEqual(shown.data, { found: 1 });
    assert.deepEqual([name, message, actions, exitCode], [error.name, error.message, ['Sign in.'], 7]);
  });

  it('gives every error a next step', () => {
    const known = presentable(new SfError('No such org.', 'NamedOrgNotFoundError'));
    assert.ok(known instanceof SfError);
    assert.match(known.actions?.[0] ?? '', /sf org login/);
    const unknown = presentable(new Error('odd'));
    assert.ok(unknown instanceof SfError);
    assert.equal(unknown.actions?.length, 1);
  });

  it('leaves causes behind, which sf would judge and print', () => {
    const shown = presentable(new Error('It failed.', { cause: new TypeError('fetch failed: oauth_token=canary') }));
    assert.equal(shown.cause, undefined);
    assert.doesNotMatch(JSON.stringify(shown), /TypeError|canary/);
  });

  it('escapes what would move a cursor', () => {
    const shown = presentable(new Error('one\u001B[2J\ntwo\u202E'));
    assert.equal(shown.message, String.raw`one\u{1b}[2J` + '\n' + String.raw`two\u{202e}`);
  });
});

describe('failureError', () => {
  it('tells an interruption from a stop and from a failure', () => {
    assert.equal(failureError(syncFailure('sync/interrupted', {})).exitCode, 130);
    assert.equal(failureError(syncFailure('sync/stopped-early', { reason: 'its deadline came' })).exitCode, 69);
    assert.equal(failureError(syncFailure('braze/rate-limited', {})).exitCode, 1);
  });
});

describe('stoppedExitCode', () => {
  it('is resumable whatever stopped a run on its way, but Ctrl-C is Ctrl-C', () => {
    assert.equal(stoppedExitCode('braze/key-rejected'), 69);
    assert.equal(stoppedExitCode('sync/interrupted'), 130);
    assert.equal(exitCodeOf('braze/key-rejected'), 1);
  });
});

describe('codedError', () => {
  it('fills in the sentences of its code', () => {
    const error = codedError('config/secret-missing', { reference: 'env:KEY' });
    assert.equal(error.message, 'The secret `env:KEY` is empty or not set.');
    assert.equal(error.name, 'config/secret-missing');
  });
});

describe('docsUrl', () => {
  it('leads to the paragraph of the code', () =>
    assert.match(docsUrl('sync/plan-unknown'), /diagnostics\.md#sync-plan-unknown$/));
});
