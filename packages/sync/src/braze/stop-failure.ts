import type { BrazeRequestKind } from '@sf-braze/mapping-core';
import { type SyncFailure, syncFailure } from '../failures.ts';
import { redactText } from '../observe/redact.ts';
import { errorsOf, messageOf } from './braze-errors.ts';
import type { BrazeResponse } from './client.ts';
import { endpoints } from './endpoints.ts';

/** Why a run cannot go on after this answer: the key, its permissions, or a call that Braze does not take at all. */
export function stopFailure(kind: BrazeRequestKind, response: BrazeResponse, origin: string): SyncFailure {
  const { label, permission } = endpoints[kind];
  if (response.status === 401) return syncFailure('braze/key-rejected', { endpoint: origin });
  if (response.status === 403) return syncFailure('braze/permission-missing', { permission, step: label });
  const text = errorsOf(response.body)[0]?.text ?? messageOf(response.body) ?? '';
  return syncFailure('braze/request-rejected', {
    reason: `${label} gave ${response.status} ${redactText(text)}`.trim(),
  });
}
