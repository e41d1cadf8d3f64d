import type { ObjectDefinition } from '../schema.ts';
import {
  bool,
  currencyCode,
  date,
  datetime,
  double,
  email,
  int,
  longText,
  personName,
  phone,
  picklist,
  reference,
  systemFields,
  text,
} from './fields.ts';

const recordName = text('Name', 'Name', 255, { nillable: false, nameField: true });

export const user: ObjectDefinition = {
  name: 'User',
  label: 'User',
  labelPlural: 'Users',
  keyPrefix: '005',
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    text('Username', 'Username', 80, { nillable: false, idLookup: true, unique: true }),
    ...personName(),
    text('CompanyName', 'Company Name', 80),
    text('Title', 'Title', 80),
    text('Department', 'Department', 80),
    email('Email', 'Email', { nillable: false, idLookup: true }),
    phone('Phone', 'Phone'),
    text('Alias', 'Alias', 8, { nillable: false }),
    bool('IsActive', 'Active'),
    picklist('TimeZoneSidKey', 'Time Zone', ['UTC', 'Europe/Berlin', 'America/New_York'], { nillable: false }),
    picklist('LocaleSidKey', 'Locale', ['en_US', 'de_DE'], { nillable: false }),
    picklist('LanguageLocaleKey', 'Language', ['en_US', 'de'], { nillable: false }),
    picklist('UserType', 'User Type', ['Standard', 'PowerPartner', 'CsnOnly'], { nillable: false }),
    reference('ProfileId', 'Profile ID', ['Profile'], 'Profile', { childRelationshipName: 'Users' }),
    reference('UserRoleId', 'Role ID', ['UserRole'], 'UserRole', { childRelationshipName: 'Users' }),
    reference('ManagerId', 'Manager ID', ['User'], 'Manager', { childRelationshipName: 'ManagedUsers' }),
    currencyCode(),
  ],
};

export const group: ObjectDefinition = {
  name: 'Group',
  label: 'Group',
  labelPlural: 'Groups',
  keyPrefix: '00G',
  bulk: false,
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    { ...recordName, length: 40 },
    text('DeveloperName', 'Developer Name', 80),
    picklist('Type', 'Type', ['Regular', 'Queue', 'Role'], { nillable: false }),
    email('Email', 'Email'),
  ],
};

export const profile: ObjectDefinition = {
  name: 'Profile',
  label: 'Profile',
  labelPlural: 'Profiles',
  keyPrefix: '00e',
  fields: [...systemFields().filter(({ name }) => name !== 'IsDeleted'), recordName],
};

export const userRole: ObjectDefinition = {
  name: 'UserRole',
  label: 'Role',
  labelPlural: 'Roles',
  keyPrefix: '00E',
  fields: [
    ...systemFields().filter(({ name }) => name === 'Id' || name === 'SystemModstamp'),
    recordName,
    text('DeveloperName', 'Developer Name', 80),
  ],
};

export const recordTypeObject: ObjectDefinition = {
  name: 'RecordType',
  label: 'Record Type',
  labelPlural: 'Record Types',
  keyPrefix: '012',
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    { ...recordName, length: 80 },
    text('DeveloperName', 'Record Type Name', 80),
    picklist('SobjectType', 'SObject Type Name', ['Account', 'Contact', 'Lead', 'Opportunity'], { nillable: false }),
    bool('IsActive', 'Active'),
    bool('IsPersonType', 'Is Person Type', { onlyWith: 'personAccounts' }),
  ],
};

export const organization: ObjectDefinition = {
  name: 'Organization',
  label: 'Organization',
  labelPlural: 'Organizations',
  keyPrefix: '00D',
  bulk: false,
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    { ...recordName, length: 80 },
    text('InstanceName', 'Instance Name', 5),
    bool('IsSandbox', 'Is Sandbox'),
    datetime('TrialExpirationDate', 'Trial Expiration Date'),
    text('NamespacePrefix', 'Namespace Prefix', 15),
    picklist('OrganizationType', 'Edition', ['Developer Edition', 'Enterprise Edition', 'Unlimited Edition']),
    picklist('LanguageLocaleKey', 'Language', ['en_US', 'de'], { nillable: false }),
    picklist('TimeZoneSidKey', 'Time Zone', ['UTC', 'Europe/Berlin', 'America/New_York'], { nillable: false }),
    text('PrimaryContact', 'Primary Contact', 80),
  ],
};

export const currencyType: ObjectDefinition = {
  name: 'CurrencyType',
  label: 'Currency Type',
  labelPlural: 'Currency Types',
  keyPrefix: '01L',
  onlyWith: 'multiCurrency',
  bulk: false,
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    picklist('IsoCode', 'Currency ISO Code', ['USD', 'EUR', 'GBP', 'JPY'], { nillable: false }),
    double('ConversionRate', 'Conversion Rate', 18, 6),
    int('DecimalPlaces', 'Decimal Places'),
    bool('IsActive', 'Active'),
    bool('IsCorporate', 'Corporate Currency'),
  ],
};

export const datedConversionRate: ObjectDefinition = {
  name: 'DatedConversionRate',
  label: 'Dated Conversion Rate',
  labelPlural: 'Dated Conversion Rates',
  keyPrefix: '04w',
  onlyWith: 'multiCurrency',
  bulk: false,
  fields: [
    ...systemFields().filter(({ name }) => name !== 'IsDeleted'),
    picklist('IsoCode', 'Currency ISO Code', ['USD', 'EUR', 'GBP', 'JPY'], { nillable: false }),
    date('StartDate', 'Start Date'),
    date('NextStartDate', 'Next Start Date'),
    double('ConversionRate', 'Conversion Rate', 18, 6),
  ],
};

export const territory2: ObjectDefinition = {
  name: 'Territory2',
  label: 'Territory',
  labelPlural: 'Territories',
  keyPrefix: '0MI',
  onlyWith: 'territories',
  fields: [
    ...systemFields().filter(({ name }) => !/^(?:IsDeleted|Created)/u.test(name)),
    { ...recordName, length: 80 },
    text('DeveloperName', 'Territory Name', 80, { nillable: false }),
    longText('Description', 'Description', 1000),
    reference('ParentTerritory2Id', 'Parent Territory ID', ['Territory2'], 'ParentTerritory2'),
  ],
};
