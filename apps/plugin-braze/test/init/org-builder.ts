import type { FieldType, OrgSwitches, Snapshot, SnapshotField, SnapshotObject } from '@sf-braze/mapping-core';

/** What differs from an ordinary field of its type; `to` names the objects a lookup points at. */
type FieldSpec = FieldType | (Partial<SnapshotField> & { readonly type: FieldType; readonly to?: readonly string[] });

export interface OrgSpec {
  readonly switches?: Partial<OrgSwitches>;
  readonly sandbox?: boolean;
  /** Objects, and fields like `Lead.Title`, that are not there or that this user does not see. */
  readonly hidden?: readonly string[];
  /** Fields beside the standard ones, by `Object.Field`. */
  readonly more?: Readonly<Record<string, FieldSpec>>;
}

export const allOff: OrgSwitches = {
  personAccounts: false,
  multiCurrency: false,
  territories: false,
  contactsToMultipleAccounts: false,
  stateCountryPicklists: false,
};

/** The schema of an org with the standard fields, and those that its switches bring. */
export function orgOf({ switches = {}, sandbox = false, hidden = [], more = {} }: OrgSpec): Snapshot {
  const on = { ...allOff, ...switches };
  const objects = new Map<string, SnapshotObject>();
  for (const [name, specs] of Object.entries(standardObjects(on))) {
    if (hidden.includes(name)) continue;
    const added = Object.entries(more).flatMap(([path, spec]): (readonly [string, FieldSpec])[] => {
      const [object, field] = path.split('.');
      return object === name && field !== undefined ? [[field, spec]] : [];
    });
    const fields = [...Object.entries(specs), ...added].filter(([field]) => !hidden.includes(`${name}.${field}`));
    objects.set(name, {
      name,
      label: name,
      keyPrefix: undefined,
      fields: new Map(fields.map(([field, spec]) => [field, fieldOf(field, spec)])),
    });
  }
  return {
    takenAt: '2026-11-20T08:00:00.000Z',
    org: { id: '00D5g000004BfXbEAK', sandbox },
    switches: on,
    corporateCurrency: on.multiCurrency ? 'EUR' : undefined,
    rates: on.multiCurrency ? [{ isoCode: 'EUR', rate: 1, start: undefined, end: undefined }] : [],
    objects,
  };
}

export function picklist(...values: readonly string[]): FieldSpec {
  return { type: 'picklist', picklist: values.map((value) => ({ value, label: value, active: true })) };
}

function lookup(...to: readonly string[]): FieldSpec {
  return { type: 'reference', to };
}

function fieldOf(name: string, spec: FieldSpec): SnapshotField {
  const { to = [], ...given } = typeof spec === 'string' ? { type: spec } : spec;
  return {
    name,
    label: name,
    length: given.type === 'textarea' ? 32_000 : 80,
    nillable: given.type !== 'boolean' && given.type !== 'id',
    custom: name.endsWith('__c'),
    calculated: false,
    encrypted: false,
    filterable: true,
    html: false,
    referenceTo: to,
    relationshipName: given.type === 'reference' ? name.replace(/Id$/, '') : undefined,
    picklist: [],
    restrictedPicklist: false,
    ...given,
  };
}

type Fields = Readonly<Record<string, FieldSpec>>;

function standardObjects(on: OrgSwitches): Readonly<Record<string, Fields>> {
  const record: Fields = {
    Id: 'id',
    IsDeleted: 'boolean',
    SystemModstamp: { type: 'datetime', nillable: false },
    ...(on.multiCurrency ? { CurrencyIsoCode: picklist('EUR', 'USD') } : {}),
  };
  const person: Fields = {
    ...record,
    FirstName: 'string',
    LastName: { type: 'string', nillable: false },
    Title: 'string',
    Email: 'email',
    Phone: 'phone',
    HasOptedOutOfEmail: 'boolean',
    LeadSource: picklist('Web', 'Event'),
    IndividualId: lookup('Individual'),
  };
  const country = (field: string): Fields => ({
    [field]: 'string',
    ...(on.stateCountryPicklists ? { [`${field}Code`]: picklist('DE', 'US') } : {}),
  });
  const personAccount: Fields = on.personAccounts ? { IsPersonAccount: 'boolean' } : {};
  return {
    Lead: {
      ...person,
      ...country('Country'),
      Company: { type: 'string', nillable: false },
      Status: { ...(picklist('Open', 'Working', 'Disqualified') as SnapshotField), nillable: false }, // it is no bare type
    },
    Contact: {
      ...person,
      ...country('MailingCountry'),
      ...personAccount,
      AccountId: lookup('Account'),
      Department: 'string',
    },
    Account: {
      ...record,
      ...personAccount,
      Name: { type: 'string', nillable: false },
      Type: picklist('Customer', 'Partner'),
      Industry: picklist('Banking', 'Energy'),
      AnnualRevenue: 'currency',
      NumberOfEmployees: 'int',
      OwnerId: lookup('User'),
    },
    Opportunity: {
      ...record,
      Name: { type: 'string', nillable: false },
      AccountId: lookup('Account'),
      StageName: { ...(picklist('Proposal', 'Closed Won') as SnapshotField), nillable: false }, // it is no bare type
      Amount: 'currency',
      CloseDate: { type: 'date', nillable: false },
      IsClosed: 'boolean',
      IsWon: 'boolean',
      ...(on.territories ? { Territory2Id: lookup('Territory2') } : {}),
    },
    OpportunityContactRole: {
      ...record,
      OpportunityId: lookup('Opportunity'),
      ContactId: lookup('Contact'),
      IsPrimary: 'boolean',
    },
    ...(on.contactsToMultipleAccounts
      ? {
          AccountContactRelation: {
            ...record,
            AccountId: lookup('Account'),
            ContactId: lookup('Contact'),
            IsActive: 'boolean',
            IsDirect: 'boolean',
          },
        }
      : {}),
    ...(on.territories ? { Territory2: { Id: 'id', Name: { type: 'string', nillable: false } } } : {}),
    Individual: { Id: 'id', ShouldForget: 'boolean' },
    User: { Id: 'id', Email: 'email' },
  };
}
