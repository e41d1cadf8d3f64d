import assert from 'node:assert/strict';
import { analyze } from '../../src/analyze.ts';
import { checkSnapshotDrift } from '../../src/checks/snapshot-drift.ts';
import type { Snapshot, SnapshotField } from '../../src/salesforce/snapshot.ts';
import { b2bMappingFile } from '../fixtures/b2b-mapping.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';
import { picklist, snapshotField } from '../fixtures/snapshot-builder.ts';

function withField(object: string, field: SnapshotField): Snapshot {
  const known = b2bSnapshot.objects.get(object);
  assert.ok(known);
  const fields = new Map([...known.fields, [field.name, field]]);
  return { ...b2bSnapshot, objects: new Map([...b2bSnapshot.objects, [object, { ...known, fields }]]) };
}

/** What is told when one field of the org changes under the example mapping. */
function check(object: string, field: SnapshotField, expected: readonly string[]): void {
  const { mapping } = analyze({ project: undefined, mappings: [b2bMappingFile], snapshot: b2bSnapshot });
  assert.ok(mapping);
  const found = checkSnapshotDrift(b2bSnapshot, withField(object, field), mapping);
  const places = found.map(
    ({ code, message, span }) => `${b2bMappingFile.text.slice(span.start, span.end)}: ${code} ${message}`,
  );
  assert.deepEqual(places, expected);
}

describe('checkSnapshotDrift', () => {
  it('says nothing while nothing changed', () => check('Account', snapshotField('Renewal_Date__c', 'date'), []));
  it('tells every place that reads a field whose type changed', () =>
    check('Account', snapshotField('Renewal_Date__c', 'datetime'), [
      'Account.Renewal_Date__c: salesforce/field-type-changed `Account.Renewal_Date__c` was a date and is a datetime now.',
    ]));
  it('tells what changed in a picklist', () =>
    check('Account', snapshotField('Segment__c', picklist('Enterprise', 'Midmarket', 'SMB')), [
      'Segment__c: salesforce/picklist-changed The picklist `Account.Segment__c` changed: new `Midmarket`; gone `Mid-Market`.',
    ]));
  it('tells new labels and values that are no longer active', () => {
    const { picklist: values, ...field } = snapshotField('Segment__c', picklist('Enterprise', 'Mid-Market', 'SMB'));
    const [first, second, third] = values;
    assert.ok(first && second && third);
    check('Account', { ...field, picklist: [{ ...first, label: 'Large' }, second, { ...third, active: false }] }, [
      'Segment__c: salesforce/picklist-changed The picklist `Account.Segment__c` changed: gone `SMB`; relabelled `Enterprise`.',
    ]);
  });
  it('says nothing about fields that are not mapped', () => check('Account', snapshotField('Website', 'textarea'), []));
});
