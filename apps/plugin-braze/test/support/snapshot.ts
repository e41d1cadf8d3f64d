import type { Snapshot, SnapshotField, SnapshotObject } from '@sf-braze/mapping-core';

/** A field with everything ordinary. */
export function snapshotField(name: string, more: Partial<SnapshotField> = {}): SnapshotField {
  return {
    name,
    label: name,
    type: 'string',
    length: 0,
    nillable: true,
    custom: false,
    calculated: false,
    encrypted: false,
    filterable: true,
    html: false,
    referenceTo: [],
    relationshipName: undefined,
    picklist: [],
    restrictedPicklist: false,
    ...more,
  };
}

/** A snapshot with these objects; every switch is off. */
export function snapshotOf(
  objects: Readonly<Record<string, readonly SnapshotField[]>>,
  more: Partial<Snapshot> = {},
): Snapshot {
  const described = Object.entries(objects).map(([name, fields]): [string, SnapshotObject] => [
    name,
    { name, label: name, keyPrefix: undefined, fields: new Map(fields.map((field) => [field.name, field])) },
  ]);
  return {
    takenAt: '2026-11-21T08:00:00Z',
    org: { id: '00D5g000004BfXbEAK', sandbox: false },
    switches: {
      personAccounts: false,
      multiCurrency: false,
      territories: false,
      contactsToMultipleAccounts: false,
      stateCountryPicklists: false,
    },
    corporateCurrency: undefined,
    rates: [],
    objects: new Map(described),
    ...more,
  };
}
