import { codes, type DiagnosticCode, type ParamsOf, sentences } from '@sf-braze/mapping-core';

/** Why a run cannot go on: a code, what to do next, and whether trying later helps. Holds no secret and no field value. */
export interface SyncFailure extends Error {
  readonly name: 'SyncFailure';
  readonly code: DiagnosticCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly help: string;
  /** `later`: the run may be resumed as it is. `never`: something has to be changed first. */
  readonly retry: 'later' | 'never';
}

/** Codes after which running again, unchanged, can succeed. */
const passing: ReadonlySet<DiagnosticCode> = new Set([
  'salesforce/request-limit-reached',
  'salesforce/api-share-reached',
  'salesforce/bulk-job-failed',
  'salesforce/unreachable',
  'braze/unreachable',
  'braze/rate-limited',
  'braze/write-not-visible',
  'sync/lease-held',
  'sync/lease-lost',
  'sync/stopped-early',
  'sync/interrupted',
]);

export function syncFailure<Code extends DiagnosticCode>(code: Code, params: ParamsOf<Code>): SyncFailure {
  const named: Readonly<Record<string, string | number>> = params;
  const { message, help } = sentences(code, named);
  const retry: SyncFailure['retry'] = passing.has(code) ? 'later' : 'never';
  return Object.assign(new Error(message), {
    name: 'SyncFailure' as const,
    code,
    params: named,
    help,
    retry,
  });
}

/** Structural, so that two copies of this package recognise each other's failures. */
export function isSyncFailure(error: unknown): error is SyncFailure {
  return error instanceof Error && error.name === 'SyncFailure' && 'code' in error && String(error.code) in codes;
}
