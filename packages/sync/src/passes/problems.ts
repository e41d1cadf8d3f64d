import { codes, type Problem } from '@sf-braze/mapping-core';
import type { StateChange } from '../state.ts';

/** A record's finding as the state keeps it. Data errors wait for the record to change. */
export function problemChange(problem: Problem, at: string): StateChange {
  const params =
    problem.destination === undefined ? problem.params : { ...problem.params, destination: problem.destination };
  const { severity } = codes[problem.code];
  return {
    kind: 'problem',
    problem: { object: problem.object, record: problem.id, code: problem.code, severity, params, retry: false },
    at,
  };
}
