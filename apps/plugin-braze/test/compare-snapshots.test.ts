import assert from 'node:assert/strict';
import type { PicklistValue, Snapshot, SnapshotField } from '@sf-braze/mapping-core';
import { compareSnapshots } from '../src/compare-snapshots.ts';
import { snapshotField, snapshotOf } from './support/snapshot.ts';

function check(before: Snapshot, now: Snapshot, expected: readonly string[]): void {
  const found = compareSnapshots(before, now).map(({ kind, name, detail }) => `${kind} ${name} ${detail}`);
  assert.deepEqual(found, expected);
}

function account(...fields: readonly SnapshotField[]): Snapshot {
  return snapshotOf({ Account: fields });
}

function value(name: string, more: Partial<PicklistValue> = {}): PicklistValue {
  return { value: name, label: name, active: true, ...more };
}

describe('compareSnapshots', () => {
  it('finds no difference but the time between two looks at one org', () =>
    check(
      account(snapshotField('Name')),
      snapshotOf({ Account: [snapshotField('Name')] }, { takenAt: '2027-01-01T00:00:00Z' }),
      [],
    ));

  it('names added and removed fields, so that a rename shows as both', () =>
    check(account(snapshotField('Segment__c')), account(snapshotField('Class__c')), [
      'added Account.Class__c string',
      'removed Account.Segment__c string',
    ]));

  it('names objects that came and went', () =>
    check(snapshotOf({ Account: [] }), snapshotOf({ Lead: [] }), ['removed Account object', 'added Lead object']));

  it('shows a new type, length, or formula', () =>
    check(
      account(snapshotField('Name', { length: 80 }), snapshotField('Score__c', { type: 'double' })),
      account(snapshotField('Name', { length: 255 }), snapshotField('Score__c', { type: 'string', calculated: true })),
      ['retyped Account.Name string (80) → string (255)', 'retyped Account.Score__c double → string (formula)'],
    ));

  it('shows new, gone, inactive and relabelled picklist values', () =>
    check(
      account(snapshotField('Type', { picklist: [value('A'), value('B'), value('C'), value('D')] })),
      account(
        snapshotField('Type', {
          picklist: [value('A', { label: 'a' }), value('B', { active: false }), value('D'), value('E')],
        }),
      ),
      ['picklist Account.Type + E, - B, - C, ~ A'],
    ));

  it('shows another org, a switch, and new rates', () => {
    const before = snapshotOf({});
    const now = snapshotOf(
      {},
      {
        org: { id: '00D5g000004BfXcEAK', sandbox: true },
        switches: { ...before.switches, territories: true },
        corporateCurrency: 'EUR',
      },
    );
    check(before, now, [
      'org org 00D5g000004BfXbEAK → 00D5g000004BfXcEAK',
      'switch territories on',
      'currency rates the currencies or their rates changed',
    ]);
  });
});
