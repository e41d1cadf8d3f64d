import { childRows, existing } from './delete-records.ts';
import { nowText, type Org } from './org.ts';
import type { Row, Value } from './row.ts';
import { touchRecord, upsertRecords } from './write-records.ts';

/**
 * What the Convert button does: account and contact are made unless given, an opportunity when it is named, with the
 * contact in its primary role; the lead becomes read-only and points to all of them; its campaigns follow the contact.
 * A lead without company becomes a person account where the org has them.
 */
export function convertLead(org: Org, given: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  const lead = existing(org, given['leadId']);
  if (lead.object !== 'Lead') throw new Error(`${lead.id} is no lead`);
  if (lead.get('IsConverted') === true) throw new Error(`${lead.id} is converted already`);
  const contactGiven = given['contactId'] === undefined ? undefined : existing(org, given['contactId']);
  const accountId = accountFor(org, lead, given['accountId'], contactGiven);
  const contactId = contactGiven?.id ?? contactFor(org, lead, accountId);
  const { opportunityName } = given;
  const opportunityId =
    typeof opportunityName === 'string' ? opportunityFor(org, lead, opportunityName, accountId, contactId) : null;
  touchRecord(org, lead, {
    IsConverted: true,
    Status: 'Qualified',
    ConvertedDate: nowText(org).slice(0, 10),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ConvertedOpportunityId: opportunityId,
  });
  for (const member of childRows(org, 'CampaignMember', 'LeadId', lead.id))
    touchRecord(org, member, { ContactId: contactId });
  return { leadId: lead.id, accountId, contactId, opportunityId };
}

function accountFor(org: Org, lead: Row, accountId: unknown, contact: Row | undefined): string {
  if (accountId !== undefined) return existing(org, accountId).id;
  const own = contact?.get('AccountId');
  if (typeof own === 'string') return own;
  const isPerson = lead.get('Company') === null && org.schema.definition.switches.personAccounts;
  const name = isPerson ? lead.get('Name') : (lead.get('Company') ?? lead.get('Name'));
  return create(org, 'Account', {
    Name: name,
    Industry: lead.get('Industry'),
    AnnualRevenue: lead.get('AnnualRevenue'),
    BillingCountryCode: lead.get('CountryCode'),
    Phone: lead.get('Phone'),
    OwnerId: lead.get('OwnerId'),
    ...(isPerson ? { IsPersonAccount: true, FirstName: lead.get('FirstName'), LastName: lead.get('LastName') } : {}),
  });
}

const COPIED = [
  'FirstName',
  'LastName',
  'Salutation',
  'Email',
  'Phone',
  'MobilePhone',
  'Title',
  'LeadSource',
  'OwnerId',
];
const ALSO_COPIED = ['HasOptedOutOfEmail', 'HasOptedOutOfFax', 'DoNotCall', 'IndividualId', 'App_User_Id__c'];

function contactFor(org: Org, lead: Row, accountId: string): string {
  const contact = org.schema.definition.objects.find(({ name }) => name === 'Contact');
  const names = [...COPIED, ...ALSO_COPIED].filter((name) => contact?.fields.some((field) => field.name === name));
  const copied = names.map((name) => [name, lead.get(name)] as const);
  const isPersonAccount = org.store.find(accountId)?.get('IsPersonAccount') === true;
  const id = create(org, 'Contact', {
    ...Object.fromEntries(copied),
    AccountId: accountId,
    MailingCountryCode: lead.get('CountryCode'),
    MailingCity: lead.get('City'),
    ...(isPersonAccount ? { IsPersonAccount: true } : {}),
  });
  const account = org.store.find(accountId);
  if (isPersonAccount && account !== undefined)
    touchRecord(org, account, { PersonContactId: id, PersonEmail: lead.get('Email') });
  return id;
}

function opportunityFor(org: Org, lead: Row, name: string, accountId: string, contactId: string): string {
  const closeDate = new Date(org.clock.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const id = create(org, 'Opportunity', {
    Name: name,
    AccountId: accountId,
    StageName: 'Prospecting',
    CloseDate: closeDate,
    LeadSource: lead.get('LeadSource'),
    CurrencyIsoCode: lead.get('CurrencyIsoCode'),
    OwnerId: lead.get('OwnerId'),
  });
  create(org, 'OpportunityContactRole', { OpportunityId: id, ContactId: contactId, IsPrimary: true });
  return id;
}

function create(org: Org, object: string, values: Readonly<Record<string, Value>>): string {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const [id] = upsertRecords(org, object, [given]);
  if (id === undefined) throw new Error(`no ${object} was made`);
  return id;
}
