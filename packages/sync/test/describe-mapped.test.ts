import assert from 'node:assert/strict';
import { describeMapped } from '../src/describe-mapped.ts';
import { b2b, withEngine } from './engine/engine-world.ts';

function check(text: string, expected: readonly string[], missing: readonly string[] = []) {
  return () =>
    withEngine(async (engine) => {
      const workspace = await engine.workspace();
      const { objects } = await workspace.within(({ source }) => describeMapped(source, [text]));
      for (const name of expected) assert.ok(objects.has(name), name);
      for (const name of missing) assert.ok(!objects.has(name), name);
    });
}

const standard = [
  'Account',
  'AccountContactRelation',
  'Contact',
  'Lead',
  'Opportunity',
  'OpportunityContactRole',
  'User',
];

describe('describeMapped', () => {
  it(
    'describes what a mapping names, and the parents its paths lead to',
    check(b2b, [...standard, 'Campaign', 'CampaignMember', 'Individual', 'Territory2']),
  );
  it('describes the standard objects for a text that is none', check('people: [', standard, ['Campaign']));
  it(
    'leaves out objects the org does not have',
    check('catalogs: { deals: { from: Deal__c } }', standard, ['Deal__c']),
  );
  it('asks for no object by a name that cannot be one', check("catalogs: { x: { from: 'a/../b' } }", standard));
});
