import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { fieldTypes } from '../../src/salesforce/field-types.ts';
import type { Snapshot, SnapshotField } from '../../src/salesforce/snapshot.ts';
import { parseSnapshot, serializeSnapshot } from '../../src/salesforce/snapshot-file.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((name) => name !== '__proto__');

const field: fc.Arbitrary<SnapshotField> = fc.record(
  {
    name: text,
    label: text,
    type: fc.constantFrom(...fieldTypes),
    length: fc.nat(131_072),
    nillable: fc.boolean(),
    custom: fc.boolean(),
    calculated: fc.boolean(),
    encrypted: fc.boolean(),
    filterable: fc.boolean(),
    html: fc.boolean(),
    referenceTo: fc.array(text, { maxLength: 2 }),
    relationshipName: fc.option(text, { nil: undefined }),
    picklist: fc.array(fc.record({ value: text, label: text, active: fc.boolean() }, { noNullPrototype: true }), {
      maxLength: 3,
    }),
    restrictedPicklist: fc.boolean(),
  },
  { noNullPrototype: true },
);

const snapshot: fc.Arbitrary<Snapshot> = fc
  .uniqueArray(fc.tuple(text, fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 4 })), {
    selector: ([name]) => name,
    maxLength: 3,
  })
  .map((objects) =>
    withObjects(
      new Map(
        objects.map(([name, fields]) => [
          name,
          { name, label: name, keyPrefix: undefined, fields: new Map(fields.map((each) => [each.name, each])) },
        ]),
      ),
    ),
  );

function withObjects(objects: Snapshot['objects']): Snapshot {
  return { ...b2bSnapshot, objects };
}

/** The same snapshot with everything in the opposite order. */
function reversed(given: Snapshot): Snapshot {
  const objects = [...given.objects].toReversed().map(([name, object]) => {
    const fields = [...object.fields].toReversed().map(([key, each]) => [key, mirrored(each)] as const);
    return [name, { ...mirrored(object), fields: new Map(fields) }] as const;
  });
  return { ...mirrored(given), rates: given.rates.toReversed().map(mirrored), objects: new Map(objects) };
}

function mirrored<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).toReversed()) as T;
}

const check = (file: string, problem: RegExp): void => {
  const parsed = parseSnapshot(file);
  assert.equal(parsed.snapshot, undefined);
  assert.match(parsed.problem ?? '', problem);
};

describe('serializeSnapshot', () => {
  it('is read back as it was', () => {
    fc.assert(
      fc.property(snapshot, (given) => {
        assert.deepEqual(parseSnapshot(serializeSnapshot(given)), { snapshot: given, problem: undefined });
      }),
    );
  });
  it('does not depend on the order in which the org answered', () => {
    fc.assert(
      fc.property(snapshot, (given) => assert.equal(serializeSnapshot(reversed(given)), serializeSnapshot(given))),
    );
  });
  it('keeps the example whole, one line per field', () => {
    const written = serializeSnapshot(b2bSnapshot);
    assert.deepEqual(parseSnapshot(written).snapshot, b2bSnapshot);
    assert.ok(written.includes('\n        "FirstName": {"label":"FirstName","type":"string","length":40},\n'));
  });
});

describe('parseSnapshot', () => {
  it('says that a text is no JSON', () => check('{', /not valid JSON/));
  it('says where a file is not what it should be', () =>
    check(
      serializeSnapshot(b2bSnapshot).replace('"type":"address"', '"type":"adress"'),
      /see `objects\.Account\.fields\.BillingAddress\.type`/,
    ));
  it('refuses other versions', () =>
    check(serializeSnapshot(b2bSnapshot).replace('"version": 1', '"version": 2'), /see `version`/));
  it('refuses what is no object', () => check('[]', /see the top/));
  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => assert.equal(parseSnapshot(any).snapshot, undefined)),
    );
  });
});
