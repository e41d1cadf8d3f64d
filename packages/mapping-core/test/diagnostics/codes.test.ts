import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codes, type DiagnosticCode } from '../../src/diagnostics/codes.ts';
import { diagnostic, sentences } from '../../src/diagnostics/diagnostic.ts';

/** Codes that nothing in this package can trigger, by who does: another package, or a stage of the project to come. */
const elsewhere: Readonly<Record<string, readonly DiagnosticCode[]>> = {
  'the sync engine': [
    'config/secret-missing',
    'braze/permission-missing',
    'braze/key-rejected',
    'braze/catalog-type-conflict',
    'braze/unmapped-catalog-field',
    'braze/object-rejected',
    'braze/request-rejected',
    'braze/rate-limited',
    'braze/unreachable',
    'braze/write-not-visible',
    'security/redirect-refused',
    'security/guard-limit',
    'security/erase-key-missing',
    'salesforce/query-rejected',
    'salesforce/wrong-org',
    'salesforce/sandbox-refreshed',
    'salesforce/request-limit-reached',
    'salesforce/api-share-reached',
    'salesforce/session-expired',
    'salesforce/bulk-job-failed',
    'salesforce/unreachable',
    'record/guarded',
    'sync/lease-held',
    'sync/lease-lost',
    'sync/state-too-new',
    'sync/state-from-elsewhere',
    'sync/state-missing',
    'sync/state-unreadable',
    'sync/unfinished-work',
    'sync/watermark-too-old',
    'sync/label-changed',
    'sync/gate-reached',
    'sync/plan-unknown',
    'sync/plan-changed',
    'sync/partial',
    'sync/stopped-early',
    'sync/interrupted',
  ],
  'the plugin': [
    'config/no-mapping-found',
    'config/project-not-found',
    'config/environment-unknown',
    'config/node-too-old',
    'security/environment-protected',
  ],
  'the lifecycle stage': [
    'record/alias-taken',
    'record/external-id-conflict',
    'record/external-id-changed',
    'record/second-lead',
    'record/restored-after-deletion',
    'record/merge-loser-restored',
    'record/merged-elsewhere',
    'record/master-missing',
    'record/merge-not-followed',
    'record/merge-not-applied',
    'sync/destructive-change',
    'sync/drift-found',
    'braze/catalog-storage-exceeded',
    'braze/catalog-storage-near-limit',
    'braze/data-object-type-not-found',
  ],
  'the pipeline stage': [
    'security/salesforce-access-too-wide',
    'security/key-too-powerful',
    'security/key-not-restricted',
    'salesforce/query-not-selective',
    'test/expectation-failed',
    'test/unknown-field',
    'test/destination-not-covered',
    'test/impossible-id',
  ],
  'the warehouse stage': ['mapping/function-not-in-sql'],
};

const allCodes = Object.keys(codes).filter((code): code is DiagnosticCode => Object.hasOwn(codes, code));

/** Everything the tests of this package say, this file aside. */
function testTexts(): string {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'codes.test.ts')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('codes', () => {
  it('say in a sentence what is wrong and what to do', () => {
    for (const code of allCodes) {
      const { meaning, help } = codes[code];
      for (const sentence of [meaning, help]) {
        assert.match(sentence, /^[\p{Lu}`*{].*\.$/u, code);
        assert.doesNotMatch(sentence, /!$|\berror:|\binvalid input\b/i, code);
      }
    }
  });
  it('name an area and a problem, small and hyphenated', () => {
    for (const code of allCodes) assert.match(code, /^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
  });
  it('are each triggered by a test here, or listed with who triggers them', () => {
    const texts = testTexts();
    const listed = new Set(Object.values(elsewhere).flat());
    const forgotten = allCodes.filter((code) => !texts.includes(code) && !listed.has(code));
    assert.deepEqual(forgotten, []);
  });
  it('that files and a snapshot can decide are triggered here', () => {
    const decidable = Object.values(elsewhere)
      .flat()
      .filter((code) => codes[code].phase === 'check');
    assert.deepEqual(decidable, []);
  });
});

describe('diagnostic', () => {
  const place = { file: 'a.yaml', span: { start: 0, end: 1 } };
  it('fills its sentences with the parameters', () => {
    const { message, help, severity } = diagnostic('mapping/rich-text', place, { field: 'Bio__c' });
    assert.equal(message, '`Bio__c` is rich text; its HTML would reach messages.');
    assert.equal(help, 'Wrap it: `text(Bio__c)`.');
    assert.equal(severity, 'warning');
  });
  it('offers the nearest name and the choices', () => {
    const extras = { nearest: 'Contact', allowed: ['Contact', 'Lead'] };
    const { message, help } = diagnostic('salesforce/object-not-found', place, { object: 'Contakt' }, extras);
    assert.match(message, /Did you mean `Contact`\?$/);
    assert.match(help, /Possible: `Contact`, `Lead`\.$/);
  });
  it('takes a parameter as text, whatever it holds', () => {
    const { message } = sentences('mapping/rich-text', { field: '{field}$&' });
    assert.equal(message, '`{field}$&` is rich text; its HTML would reach messages.');
  });
});
