import assert from 'node:assert/strict';
import type { Expression } from '../../src/expression/ir.ts';
import type { Mapping } from '../../src/language/mapping.ts';
import type { Capabilities } from '../../src/language/project.ts';
import type { Snapshot } from '../../src/salesforce/snapshot.ts';
import type { Fixture } from '../../src/testing/fixture.ts';
import { type FixtureResult, runFixture } from '../../src/testing/run-fixture.ts';
import { b2bCapabilities, b2bMapping, scenarioSnapshot } from '../fixtures/b2b-compiled.ts';
import { callsOf, joinedCalls } from './scenario-calls.ts';

export const clock = '2026-11-23T10:00:00Z';
export const changedAt = '2026-11-23T09:58:00Z';

export const A1 = '0015g00000AcD1eAAF';
export const A2 = '0015g00000AcZ2fAAF';
export const O1 = '0065g00000OpM1gAAF';
export const O2 = '0065g00000OpM2hAAF';
export const C1 = '0035g00000KpQ1aAAF';
export const C2 = '0035g00000KpQ2bAAF';
export const L1 = '00Q5g00000LdQ1aEAF';
export const E1 = '7c0d6a1e-2f55-4b0e-9a51-0d6f1b1f0001';
export const E2 = '7c0d6a1e-2f55-4b0e-9a51-0d6f1b1f0002';

export const contactAlias = (id: string) => ({
  user_alias: { alias_label: 'salesforce_contact_id', alias_name: id },
});
export const leadAlias = (id: string) => ({ user_alias: { alias_label: 'salesforce_lead_id', alias_name: id } });

export interface LifecycleCase extends Partial<Fixture> {
  /** Edits of the example mapping's text: what is replaced, and by what. */
  readonly mapping?: readonly (readonly [string, string])[];
  readonly snapshot?: Snapshot;
  readonly capabilities?: Partial<Capabilities>;
  /** Condition on contacts that the environment's guard asks for. */
  readonly guard?: string;
  /** Phase, `METHOD /path`, body. */
  readonly calls: readonly (readonly [number, string, Readonly<Record<string, unknown>>])[];
  /** Every code that is reported, each once, infos too. */
  readonly codes?: readonly string[];
}

const plain = b2bMapping(scenarioSnapshot);

/** Runs a fixture on the example mapping and compares every call, and every code. */
export function check(lifecycle: LifecycleCase): void {
  const { phases, problems } = run(lifecycle);
  const expected = lifecycle.calls.map(([phase, call, body]) => {
    const [method = '', path = ''] = call.split(' ');
    return { phase, method, path, body };
  });
  assert.deepEqual(joinedCalls(callsOf(phases)), joinedCalls(expected));
  assert.deepEqual(new Set(problems.map(({ code }) => code)), new Set(lifecycle.codes));
}

function run({ mapping, snapshot = scenarioSnapshot, guard, ...lifecycle }: LifecycleCase): FixtureResult {
  const { known, given, capabilities } = lifecycle;
  const options = {
    at: clock,
    env: 'production',
    capabilities: { ...b2bCapabilities, ...capabilities },
    guardWhere: guard === undefined ? undefined : new Map([['contact', condition(guard)]]),
  };
  const fixture: Fixture = { known: known ?? [], given: given ?? {} };
  return runFixture(mappingOf(mapping, snapshot), snapshot, fixture, options);
}

/** A condition on contacts, taken from a mapping that holds it. */
function condition(text: string): Expression {
  const where = b2bMapping(scenarioSnapshot, (mapping) =>
    mapping.replace('  contact:\n    where: IsPersonAccount == false', `  contact:\n    where: ${text}`),
  ).people.find(({ key }) => key === 'contact')?.where;
  assert.ok(where);
  return where;
}

function mappingOf(edits: LifecycleCase['mapping'], snapshot: Snapshot): Mapping {
  if (edits === undefined && snapshot === scenarioSnapshot) return plain;
  return b2bMapping(snapshot, (text) =>
    (edits ?? []).reduce((edited, [from, to]) => {
      assert.ok(edited.includes(from), `the example mapping holds: ${from}`);
      return edited.replace(from, to);
    }, text),
  );
}
