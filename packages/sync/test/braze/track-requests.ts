import type { BrazeRequest } from '@sf-braze/mapping-core';
import type { Call } from './emulated-braze.ts';

export type Track = Extract<BrazeRequest, { kind: 'track' }>;

/** Never aborts. */
export const signal = new AbortController().signal;

export function attribute(id: string, more: Readonly<Record<string, unknown>> = {}): Track['attributes'][number] {
  return { external_id: id, _update_existing_only: false, JobTitle: 'Countess', ...more };
}

export function event(id: string, name = 'account_linked'): Track['events'][number] {
  return { external_id: id, name, time: '2026-11-23T10:00:00Z', properties: { account_id: '0015g00000XyZ1aAAF' } };
}

export const both: Track = { kind: 'track', attributes: [attribute('u1')], events: [event('u1')] };
export const onlyAttributes: Track = { kind: 'track', attributes: [attribute('u1')], events: [] };
export const onlyEvents: Track = { kind: 'track', attributes: [], events: [event('u1')] };

export function kinds(outcomes: readonly { readonly kind: string }[]): readonly string[] {
  return outcomes.map(({ kind }) => kind);
}

/** What each recorded call carried: `a` per attributes object, `e` per event. */
export function carried(calls: readonly Call[]): readonly string[] {
  return calls.map(({ body }) => {
    const { attributes = [], events = [] } = body as { attributes?: unknown[]; events?: unknown[] };
    return `${'a'.repeat(attributes.length)}${'e'.repeat(events.length)}`;
  });
}
