import assert from 'node:assert/strict';
import { externalIdFields } from '../../src/init/external-id-fields.ts';
import { orgOf } from './org-builder.ts';

function check(lead: readonly string[], contact: readonly string[], expected: readonly (string | undefined)[]): void {
  const more = Object.fromEntries(
    [...lead.map((name) => `Lead.${name}`), ...contact.map((name) => `Contact.${name}`)].map((path) => [
      path,
      'string' as const,
    ]),
  );
  const found = externalIdFields(orgOf({ more }));
  assert.deepEqual([found.lead, found.contact], expected);
}

describe('externalIdFields', () => {
  it('takes the likeliest name', () => {
    check([], ['Shop_User_Id__c', 'App_User_Id__c', 'UUID__c'], [undefined, 'App_User_Id__c']);
    check(['Customer_UUID__c'], [], ['Customer_UUID__c', undefined]);
  });

  it('takes the same field on both where there is one', () => {
    check(['UUID__c', 'App_User_Id__c'], ['UUID__c'], ['UUID__c', 'UUID__c']);
    check(['App_User_Id__c'], ['UUID__c'], ['App_User_Id__c', 'UUID__c']);
  });

  it('takes no id of a colleague, of a package, or of another system', () => {
    check([], ['Owner_User_Id__c', 'Sales_User_Id__c', 'mkto71__User_Id__c', 'SAP_Number__c'], [undefined, undefined]);
  });

  it('takes text only', () => {
    const more = {
      'Contact.App_User_Id__c': 'double',
      'Contact.User_Id__c': { type: 'string', calculated: true },
    } as const;
    assert.equal(externalIdFields(orgOf({ more })).contact, undefined);
  });
});
