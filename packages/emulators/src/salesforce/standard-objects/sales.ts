import type { ObjectDefinition } from '../schema.ts';
import {
  address,
  bool,
  currency,
  currencyCode,
  date,
  datetime,
  double,
  email,
  int,
  longText,
  multiPicklist,
  owner,
  percent,
  phone,
  picklist,
  recordType,
  reference,
  systemFields,
  text,
  url,
} from './fields.ts';
import { INDUSTRIES, LEAD_SOURCES, STAGES } from './picklists.ts';

const personAccount = { onlyWith: 'personAccounts' } as const;

export const account: ObjectDefinition = {
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  fields: [
    ...systemFields(),
    reference('MasterRecordId', 'Master Record ID', ['Account'], 'MasterRecord', { updateable: false }),
    text('Name', 'Account Name', 255, { nillable: false, nameField: true }),
    bool('IsPersonAccount', 'Is Person Account', { ...personAccount, updateable: false }),
    text('LastName', 'Last Name', 80, { ...personAccount, compoundFieldName: 'Name' }),
    text('FirstName', 'First Name', 40, { ...personAccount, compoundFieldName: 'Name' }),
    reference('PersonContactId', 'Contact ID', ['Contact'], 'PersonContact', { ...personAccount, updateable: false }),
    email('PersonEmail', 'Email', personAccount),
    text('PersonTitle', 'Title', 80, personAccount),
    bool('PersonHasOptedOutOfEmail', 'Email Opt Out', personAccount),
    recordType(),
    picklist('Type', 'Account Type', ['Prospect', 'Customer', 'Partner', 'Reseller', 'Other']),
    reference('ParentId', 'Parent Account ID', ['Account'], 'Parent', { childRelationshipName: 'ChildAccounts' }),
    ...address('Billing', 'Billing Address'),
    ...address('Shipping', 'Shipping Address'),
    phone('Phone', 'Account Phone'),
    url('Website', 'Website'),
    text('AccountNumber', 'Account Number', 40),
    picklist('Industry', 'Industry', INDUSTRIES),
    picklist('Rating', 'Account Rating', ['Hot', 'Warm', 'Cold']),
    currency('AnnualRevenue', 'Annual Revenue', { scale: 0 }),
    int('NumberOfEmployees', 'Employees'),
    longText('Description', 'Account Description'),
    currencyCode(),
    owner('User'),
  ],
};

export const opportunity: ObjectDefinition = {
  name: 'Opportunity',
  label: 'Opportunity',
  labelPlural: 'Opportunities',
  keyPrefix: '006',
  fields: [
    ...systemFields(),
    reference('AccountId', 'Account ID', ['Account'], 'Account', { childRelationshipName: 'Opportunities' }),
    recordType(),
    text('Name', 'Opportunity Name', 120, { nillable: false, nameField: true }),
    longText('Description', 'Description'),
    picklist('StageName', 'Stage', STAGES, { nillable: false }),
    currency('Amount', 'Amount'),
    percent('Probability', 'Probability (%)'),
    date('CloseDate', 'Close Date', { nillable: false }),
    picklist('Type', 'Opportunity Type', ['New Business', 'Existing Business', 'Renewal']),
    text('NextStep', 'Next Step', 255),
    picklist('LeadSource', 'Lead Source', LEAD_SOURCES),
    bool('IsClosed', 'Closed', { updateable: false }),
    bool('IsWon', 'Won', { updateable: false }),
    picklist('ForecastCategoryName', 'Forecast Category', ['Pipeline', 'Best Case', 'Commit', 'Omitted', 'Closed']),
    currencyCode(),
    reference('CampaignId', 'Campaign ID', ['Campaign'], 'Campaign', { childRelationshipName: 'Opportunities' }),
    reference('Territory2Id', 'Territory ID', ['Territory2'], 'Territory2', { onlyWith: 'territories' }),
    owner('User'),
  ],
};

export const opportunityContactRole: ObjectDefinition = {
  name: 'OpportunityContactRole',
  label: 'Opportunity Contact Role',
  labelPlural: 'Opportunity Contact Roles',
  keyPrefix: '00K',
  fields: [
    ...systemFields(),
    reference('OpportunityId', 'Opportunity ID', ['Opportunity'], 'Opportunity', {
      nillable: false,
      childRelationshipName: 'OpportunityContactRoles',
    }),
    reference('ContactId', 'Contact ID', ['Contact'], 'Contact', {
      nillable: false,
      childRelationshipName: 'OpportunityContactRoles',
    }),
    picklist('Role', 'Role', ['Business User', 'Decision Maker', 'Economic Buyer', 'Evaluator', 'Influencer', 'Other']),
    bool('IsPrimary', 'Primary'),
    currencyCode(),
  ],
};

export const accountContactRelation: ObjectDefinition = {
  name: 'AccountContactRelation',
  label: 'Account Contact Relationship',
  labelPlural: 'Account Contact Relationships',
  keyPrefix: '07k',
  onlyWith: 'contactsToMultipleAccounts',
  fields: [
    ...systemFields(),
    reference('AccountId', 'Account ID', ['Account'], 'Account', {
      nillable: false,
      childRelationshipName: 'AccountContactRelations',
    }),
    reference('ContactId', 'Contact ID', ['Contact'], 'Contact', {
      nillable: false,
      childRelationshipName: 'AccountContactRelations',
    }),
    multiPicklist('Roles', 'Roles', ['Business User', 'Decision Maker', 'Executive Sponsor', 'Evaluator', 'Other']),
    bool('IsDirect', 'Direct', { updateable: false }),
    bool('IsActive', 'Active'),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    currencyCode(),
  ],
};

export const campaign: ObjectDefinition = {
  name: 'Campaign',
  label: 'Campaign',
  labelPlural: 'Campaigns',
  keyPrefix: '701',
  fields: [
    ...systemFields(),
    text('Name', 'Name', 80, { nillable: false, nameField: true }),
    reference('ParentId', 'Parent Campaign ID', ['Campaign'], 'Parent', { childRelationshipName: 'ChildCampaigns' }),
    picklist('Type', 'Type', ['Conference', 'Webinar', 'Trade Show', 'Email', 'Advertisement', 'Other']),
    picklist('Status', 'Status', ['Planned', 'In Progress', 'Completed', 'Aborted']),
    date('StartDate', 'Start Date'),
    date('EndDate', 'End Date'),
    currency('BudgetedCost', 'Budgeted Cost in Campaign'),
    double('NumberSent', 'Num Sent in Campaign'),
    bool('IsActive', 'Active'),
    longText('Description', 'Description'),
    currencyCode(),
    owner('User'),
  ],
};

export const campaignMember: ObjectDefinition = {
  name: 'CampaignMember',
  label: 'Campaign Member',
  labelPlural: 'Campaign Members',
  keyPrefix: '00v',
  fields: [
    ...systemFields(),
    reference('CampaignId', 'Campaign ID', ['Campaign'], 'Campaign', {
      nillable: false,
      childRelationshipName: 'CampaignMembers',
    }),
    reference('LeadId', 'Lead ID', ['Lead'], 'Lead', { childRelationshipName: 'CampaignMembers' }),
    reference('ContactId', 'Contact ID', ['Contact'], 'Contact', { childRelationshipName: 'CampaignMembers' }),
    picklist('Status', 'Status', ['Sent', 'Responded', 'Registered', 'Attended']),
    bool('HasResponded', 'Responded', { updateable: false }),
    datetime('FirstRespondedDate', 'First Responded Date'),
    currencyCode(),
  ],
};
