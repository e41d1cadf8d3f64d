import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { codes } from '../../src/diagnostics/codes.ts';
import type { Mapping } from '../../src/language/mapping.ts';
import type { FixtureKnown, FixtureRecord } from '../../src/testing/fixture.ts';
import { type FixtureResult, runFixture } from '../../src/testing/run-fixture.ts';
import { b2bCapabilities, b2bMapping, scenarioSnapshot } from '../fixtures/b2b-compiled.ts';
import { callsOf, joinedCalls, type ScenarioCall } from './scenario-calls.ts';

interface Scenario {
  readonly title: string;
  readonly clock: string;
  readonly given: {
    readonly known: readonly FixtureKnown[];
    readonly salesforce: Readonly<Record<string, readonly FixtureRecord[]>>;
  };
  readonly then: {
    readonly runs: readonly { readonly diagnostics: readonly string[]; readonly calls: readonly ScenarioCall[] }[];
  };
}

const mapping: Mapping = b2bMapping(scenarioSnapshot);

describe('runFixture on the scenarios', () => {
  for (const id of ['S01', 'S02', 'S03', 'S04', 'S08', 'S14', 'S16', 'S18', 'S19', 'S21', 'S22', 'S25', 'S27']) {
    const scenario = readScenario(id);
    it(`${id}: ${scenario.title}`, () => {
      check(scenario);
    });
  }

  it('S24: a hot opportunity with 3,000 contact roles, and a contact with 140 open deals', () => {
    checkFanOut(readScenario('S24'));
  });
});

function readScenario(id: string): Scenario {
  const text = readFileSync(new URL(`../golden/scenarios/${id}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Scenario;
}

function check(scenario: Scenario): void {
  const run = scenario.then.runs[0];
  const result = runScenario(scenario, scenario.given.known, scenario.given.salesforce);
  assert.deepEqual(joinedCalls(callsOf(result.phases)), joinedCalls(run?.calls ?? []));
  assert.deepEqual(reported(result), new Set(run?.diagnostics));
}

function runScenario(
  { clock }: Scenario,
  known: readonly FixtureKnown[],
  given: Scenario['given']['salesforce'],
): FixtureResult {
  const options = { at: clock, env: 'production', capabilities: b2bCapabilities };
  return runFixture(mapping, scenarioSnapshot, { known, given }, options);
}

function reported({ problems }: FixtureResult): ReadonlySet<string> {
  return new Set(problems.map(({ code }) => code).filter((code) => codes[code].severity !== 'info'));
}

function checkFanOut(scenario: Scenario): void {
  const deal = '0065g00000OpM1gAAF';
  const linked = numbered('0035g000', 3000).map((contact) => ({ contact, opportunities: [deal] }));
  const busy = { contact: '0035g00000KpQ1aAAF' };
  const deals = numbered('0065g000', 140);
  const result = runScenario(scenario, [...scenario.given.known, ...linked, busy], {
    ...scenario.given.salesforce,
    Contact: [{ Id: busy.contact, SystemModstamp: '2026-11-23T09:58:00Z' }],
    OpportunityContactRole: deals.map((id) => ({ OpportunityId: id, ContactId: busy.contact, IsPrimary: false })),
  });
  const tracks = callsOf(result.phases).filter(({ path }) => path === '/users/track');
  const arrays = (name: string) => tracks.flatMap(({ body }) => objectsIn(body?.[name]));
  assert.deepEqual(
    tracks.map(({ phase, body }) => [phase, sizeOf(body?.['attributes']) + sizeOf(body?.['events'])]),
    [...Array.from({ length: 40 }, () => [2, 75]), [2, 1]],
  );
  assert.equal(arrays('events').length, 3000);
  assert.deepEqual(
    arrays('attributes').map((object) => sizeOf(object['Opportunities'])),
    [100],
  );
  assert.deepEqual(reported(result), new Set(scenario.then.runs[0]?.diagnostics));
}

/** Ids without capital letters after the prefix, so that the checksum is the same for all. */
function numbered(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(7, '0')}AAA`);
}

function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
