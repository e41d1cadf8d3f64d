import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codes, type DiagnosticCode } from '@sf-braze/mapping-core';

/** Where each code that a run can end with, or report of its two ends, is provoked: file, and a title in it. */
const provoked: Partial<Record<DiagnosticCode, readonly [file: string, title: string]>> = {
  'braze/permission-missing': ['engine/faults', 'stops when the key may not do it'],
  'braze/key-rejected': ['engine/faults', 'stops when Braze no longer takes the key'],
  'braze/catalog-type-conflict': ['engine/run-sync', 'stops when a catalog holds a field of another type'],
  'braze/unmapped-catalog-field': ['engine/outcomes', 'warns of columns that no field of the mapping fills'],
  'braze/object-rejected': ['engine/outcomes', 'puts a person whom Braze refuses into the error list'],
  'braze/request-rejected': ['send/workspace', 'fails with the reason when Braze refuses a catalog'],
  'braze/rate-limited': ['engine/faults', 'gives up when Braze stays limited'],
  'braze/unreachable': ['engine/faults', 'logs events that never arrived with the next run'],
  'braze/write-not-visible': ['engine/outcomes', 'writes no item until Braze shows its new fields'],
  'security/redirect-refused': ['salesforce/org-http', 'follows no redirect'],
  'security/guard-limit': ['engine/run-sync', 'stops when more people are in scope than the guard allows'],
  'salesforce/request-limit-reached': ['engine/faults', 'resumes after the API limit of the org was reached'],
  'salesforce/api-share-reached': ['salesforce/source', 'stops at its share of the API calls'],
  'salesforce/session-expired': ['salesforce/source', 'ends when nobody can sign in again'],
  'salesforce/bulk-job-failed': ['engine/faults', 'resumes after a Bulk job that failed'],
  'salesforce/unreachable': ['salesforce/source', 'fails as unreachable when Salesforce is gone'],
  'sync/lease-held': ['engine/run-sync', 'stops while another run holds the state'],
  'sync/lease-lost': ['engine/run-sync', 'ends when another run took over'],
  'sync/state-too-new': ['storage/sqlite-store', 'refuses a newer schema'],
  'sync/state-from-elsewhere': ['storage/sqlite-store', 'refuses the state of another org'],
  'sync/state-missing': ['engine/run-sync', 'asks before the first run'],
  'sync/state-unreadable': ['storage/database', 'says that the disk is full'],
  'sync/unfinished-work': ['engine/outcomes', 'says that it completes what an earlier run left'],
  'sync/gate-reached': ['engine/run-sync', 'stops at a gate before the first write'],
  'sync/plan-unknown': ['engine/run-sync', 'does not take a plan that nobody was shown'],
  'sync/plan-changed': ['engine/run-sync', 'does not take a plan of another mapping'],
  'sync/stopped-early': ['engine/run-sync', 'stops before the first write when it is told to'],
  'sync/interrupted': ['engine/run-sync', 'stops before the first write when it is told to'],
};

/** Of commands, flags and parts that this package does not have. */
const elsewhere: ReadonlySet<DiagnosticCode> = new Set([
  'braze/catalog-storage-exceeded',
  'braze/catalog-storage-near-limit',
  'braze/data-object-type-not-found',
  'security/key-too-powerful',
  'security/key-not-restricted',
  'security/environment-protected',
  'security/erase-key-missing',
  'sync/watermark-too-old',
  'sync/label-changed',
  'sync/destructive-change',
  'sync/partial',
  'sync/drift-found',
]);

const phases: ReadonlySet<string> = new Set(['transport', 'run', 'workspace']);
const concerned = (Object.keys(codes) as DiagnosticCode[]).filter((code) => phases.has(codes[code].phase));

describe('codes', () => {
  for (const code of concerned) {
    it(`provokes ${code}, or leaves it to others`, () => {
      const place = provoked[code];
      assert.notEqual(place === undefined, !elsewhere.has(code));
      if (place === undefined) return;
      const [file, title] = place;
      const text = readFileSync(new URL(`${file}.test.ts`, import.meta.url), 'utf8');
      assert.ok(text.includes(title), `${file} has no such test`);
    });
  }
});
