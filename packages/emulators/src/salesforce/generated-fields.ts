import type { OrgPlan } from './org-plan.ts';
import type { Value } from './row.ts';
import { INDUSTRIES, LEAD_SOURCES, STAGES } from './standard-objects/picklists.ts';

type FieldMaker = (plan: OrgPlan, index: number) => Value;

/** What generated records hold beside their system fields; everything absent is null. */
export const generatedFields: Readonly<Record<string, Readonly<Record<string, FieldMaker>>>> = {
  Lead: leadFields(),
  Contact: contactFields(),
  Account: accountFields(),
  Opportunity: opportunityFields(),
  OpportunityContactRole: {
    OpportunityId: (plan, role) => plan.idOf('Opportunity', plan.opportunityOfRole(role)),
    ContactId: (plan, role) => plan.idOf('Contact', plan.contactOfRole(role)),
    Role: (plan, role) => pick(ROLES, plan.random(60, role)),
    IsPrimary: (plan, role) => plan.isPrimaryRole(role),
  },
  AccountContactRelation: {
    AccountId: (plan, index) => plan.idOf('Account', plan.relation(index).account),
    ContactId: (plan, index) => plan.idOf('Contact', plan.relation(index).contact),
    IsDirect: (plan, index) => plan.relation(index).isDirect,
    IsActive: (plan, index) => plan.random(61, index) % 20 !== 0,
    Roles: (plan, index) => (plan.random(62, index) % 3 === 0 ? 'Decision Maker;Evaluator' : null),
  },
};

const FIRST =
  'Ada Ben Chloé Diego Elif Femi Grace Hugo Ines Jonas Kaya Liam Mei Noor Olga Pia Quinn Rafa Sana Tom'.split(' ');
const LAST =
  'Adler Brandt Costa Dubois Eze Fischer García Haas Ito Jensen Kovač Lund Meyer Novak Okafor Pereira Rossi Sato'.split(
    ' ',
  );
const TITLES = ['CEO', 'CTO', 'Head of Growth', 'Marketing Manager', 'Buyer', 'Engineer', null];
const DEPARTMENTS = ['Marketing', 'IT', 'Sales', 'Finance', null];
const LEAD_STATUS = ['New', 'Working', 'Nurturing', 'Qualified', 'Disqualified'];
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'JP', 'BR'];
const PHONES = ['+1 212 555 01', '+49 30 5550 1', '+33 1 5550 1', '+44 20 7946 0', '+81 3 5550 1', '+55 11 5550 1'];
const CURRENCIES = ['USD', 'EUR', 'EUR', 'GBP', 'JPY', 'USD'];
const COMPANY_HEADS = ['North', 'Blue', 'Green', 'River', 'Stone', 'Bright', 'Iron', 'Silver'];
const COMPANY_TAILS = ['Works', 'Foods', 'Logistics', 'Systems', 'Partners', 'Labs'];
const TYPES = ['Prospect', 'Customer', 'Customer', 'Partner'];
const SEGMENTS = ['Enterprise', 'Mid-Market', 'SMB'];
const ROLES = ['Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer'];
const DAY = 86_400_000;

function pick<Item>(items: readonly Item[], number: number): Item | null {
  return items[number % items.length] ?? null;
}

function companyName(plan: OrgPlan, account: number): string {
  return `${pick(COMPANY_HEADS, plan.random(1, account))} ${pick(COMPANY_TAILS, plan.random(2, account))} ${account + 1}`;
}

function personFields(salt: number, domain: FieldMaker): Readonly<Record<string, FieldMaker>> {
  const first: FieldMaker = (plan, index) => pick(FIRST, plan.random(salt, index));
  const last: FieldMaker = (plan, index) => pick(LAST, plan.random(salt + 1, index));
  return {
    FirstName: first,
    LastName: last,
    Name: (plan, index) => `${first(plan, index)} ${last(plan, index)}`,
    Email: (plan, index) =>
      plan.random(salt + 2, index) % 40 === 0
        ? null
        : `${ascii(last(plan, index))}.${index + 1}@${domain(plan, index)}`,
    Phone: (plan, index) => {
      const number = plan.random(salt + 3, index);
      return number % 5 === 0 ? null : `${pick(PHONES, index)}${String(number % 100).padStart(2, '0')}`;
    },
    Title: (plan, index) => pick(TITLES, plan.random(salt + 4, index)),
    LeadSource: (plan, index) => pick(LEAD_SOURCES, plan.random(salt + 5, index)),
    HasOptedOutOfEmail: (plan, index) => plan.random(salt + 6, index) % 25 === 0,
    CurrencyIsoCode: (_, index) => pick(CURRENCIES, index),
  };
}

function leadFields(): Readonly<Record<string, FieldMaker>> {
  const converted =
    (value: FieldMaker): FieldMaker =>
    (plan, lead) =>
      plan.isConverted(lead) ? value(plan, lead) : null;
  return {
    ...personFields(10, (_, index) => `lead${index % 997}.example`),
    Company: (plan, index) => `${companyName(plan, index + 7)} Ltd`,
    Status: (plan, index) => (plan.isConverted(index) ? 'Qualified' : pick(LEAD_STATUS, plan.random(20, index))),
    Industry: (plan, index) => pick(INDUSTRIES, plan.random(21, index)),
    CountryCode: (_, index) => pick(COUNTRIES, index),
    IsConverted: (plan, index) => plan.isConverted(index),
    ConvertedDate: converted(() => '2026-03-02'),
    ConvertedContactId: converted((plan, lead) => plan.idOf('Contact', lead)),
    ConvertedAccountId: converted((plan, lead) => plan.idOf('Account', plan.accountOfContact(lead))),
    App_User_Id__c: (plan, index) => (plan.random(22, index) % 30 === 0 ? `app-lead-${index + 1}` : null),
  };
}

function contactFields(): Readonly<Record<string, FieldMaker>> {
  return {
    ...personFields(30, (plan, contact) => `account${plan.accountOfContact(contact) + 1}.example`),
    AccountId: (plan, contact) => plan.idOf('Account', plan.accountOfContact(contact)),
    Department: (plan, contact) => pick(DEPARTMENTS, plan.random(40, contact)),
    MailingCountryCode: (_, contact) => pick(COUNTRIES, contact),
    App_User_Id__c: (plan, contact) => (plan.random(41, contact) % 10 === 0 ? `app-user-${contact + 1}` : null),
  };
}

function accountFields(): Readonly<Record<string, FieldMaker>> {
  return {
    Name: companyName,
    Type: (plan, account) => pick(TYPES, plan.random(50, account)),
    Industry: (plan, account) => pick(INDUSTRIES, plan.random(51, account)),
    Segment__c: (plan, account) => pick(SEGMENTS, plan.random(52, account)),
    AnnualRevenue: (plan, account) => (plan.random(53, account) % 500) * 100_000,
    NumberOfEmployees: (plan, account) => plan.random(54, account) % 5000,
    Renewal_Date__c: (plan, account) => dateIn2027(plan.random(55, account)),
    BillingCountryCode: (_, account) => pick(COUNTRIES, account),
    CurrencyIsoCode: (_, account) => pick(CURRENCIES, account),
    Website: (_, account) => `https://account${account + 1}.example`,
  };
}

function stage(plan: OrgPlan, index: number): Value {
  return pick(STAGES, plan.random(70, index));
}

function opportunityFields(): Readonly<Record<string, FieldMaker>> {
  return {
    Name: (plan, index) => `${companyName(plan, plan.accountOfOpportunity(index))} deal ${index + 1}`,
    AccountId: (plan, index) => plan.idOf('Account', plan.accountOfOpportunity(index)),
    StageName: stage,
    IsClosed: (plan, index) => String(stage(plan, index)).startsWith('Closed'),
    IsWon: (plan, index) => stage(plan, index) === 'Closed Won',
    Amount: (plan, index) => (plan.random(71, index) % 2000) * 125,
    CloseDate: (plan, index) => dateIn2027(plan.random(72, index)),
    CurrencyIsoCode: (plan, index) => pick(CURRENCIES, plan.accountOfOpportunity(index)),
    Territory2Id: (plan, index) => pick(TERRITORIES, plan.random(73, index)),
  };
}

/** Territories of the default seed. */
const TERRITORIES = ['0MI5g00000EmeaTGAR', '0MI5g00000AmerTGAR', null];

function dateIn2027(number: number): string {
  return new Date(Date.UTC(2027, 0, 1) + (number % 365) * DAY).toISOString().slice(0, 10);
}

function ascii(name: Value): string {
  return String(name)
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/gu, '')
    .toLowerCase();
}
