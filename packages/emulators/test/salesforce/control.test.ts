import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, BASE, listAt, textAt, type Client, type Json, queryPath, withEmulator } from './with-emulator.ts';

const ADA = '0035g00000AdaByAAJ';
const BEN = '0035g00000BenOkAAJ';
const ACME = '0015g00000AcmeAAAR';
const NOW = '2026-11-23T10:00:00.000Z';
const LATER = '2026-11-23T10:00:00.000+0000';

/** A client of an emulator whose clock stands near `NOW`. */
function withClock(use: (client: Client) => Promise<void>) {
  return withEmulator(async (client) => {
    await client.control('PUT', 'clock', { now: NOW });
    await use(client);
  });
}

async function stampOf({ query }: Client, object: string, id: string): Promise<string> {
  const [row] = await query(`SELECT SystemModstamp FROM ${object} WHERE Id = '${id}'`);
  return textAt(row, 'SystemModstamp');
}

async function allOf({ call }: Client, soql: string): Promise<readonly Json[]> {
  return listAt((await call('GET', queryPath(soql, 'queryAll'))).json(), 'records');
}

/** Changes fields of one object. */
function patch(client: Client, object: string, fields: unknown) {
  return client.control('PUT', 'schema', { objects: { [object]: { fields } } });
}

async function refusal({ call }: Client, method: string, name: string, body: unknown): Promise<string> {
  const answer = await call(method, `/_emulator/${name}`, body);
  assert.equal(answer.status, 400, answer.text);
  return textAt(answer.json(), 'message');
}

describe('PUT /_emulator/records', () => {
  it('merges by Id, gives ids out, and stamps', () =>
    withClock(async (client) => {
      const ids = await client.control('PUT', 'records', {
        Contact: [
          { Id: ADA.slice(0, 15), Title: 'CEO' },
          { LastName: 'New', FirstName: 'Very' },
        ],
      });
      assert.equal(at(ids, 'Contact.0'), ADA);
      const [ada] = await client.query(`SELECT Title, Email, SystemModstamp FROM Contact WHERE Id = '${ADA}'`);
      assert.deepEqual([ada?.['Title'], ada?.['Email']], ['CEO', 'ada@acme.example']);
      assert.ok(textAt(ada, 'SystemModstamp') >= LATER);
      assert.deepEqual(
        await client.query(`SELECT Name, IsDeleted FROM Contact WHERE Id = '${textAt(ids, 'Contact.1')}'`),
        [{ Name: 'Very New', IsDeleted: false }],
      );
    }));
  it('takes a stamp of the past, as of a transaction that committed late', () =>
    withClock(async (client) => {
      await client.control('PUT', 'records', {
        Contact: [{ Id: ADA, Title: 'Late', SystemModstamp: '2026-11-23T09:58:00Z' }],
      });
      assert.equal(await stampOf(client, 'Contact', ADA), '2026-11-23T09:58:00.000+0000');
    }));
  it('does not stamp for formula fields, nor children of a changed parent', () =>
    withClock(async (client) => {
      const before = [await stampOf(client, 'Account', ACME), await stampOf(client, 'Contact', ADA)];
      await client.control('PUT', 'records', { Account: [{ Id: ACME, Renewal_Date__c: '2028-01-01' }] });
      assert.equal(await stampOf(client, 'Account', ACME), before[0]);
      await client.control('PUT', 'records', { Account: [{ Id: ACME, Name: 'Acme 2' }] });
      assert.notEqual(await stampOf(client, 'Account', ACME), before[0]);
      assert.equal(await stampOf(client, 'Contact', ADA), before[1]);
      assert.deepEqual(
        await client.query(`SELECT Account.Name, Account.Renewal_Date__c FROM Contact WHERE Id = '${ADA}'`),
        [{ Account: { Name: 'Acme 2', Renewal_Date__c: '2028-01-01' } }],
      );
    }));
  it('shows an open transaction only when it commits, with its old stamp', () =>
    withClock(async (client) => {
      await client.control('PUT', 'records', {
        Contact: [{ Id: ADA, Title: 'Open', attributes: { commitAt: '2026-11-23T10:05:00Z' } }],
      });
      const title = async () => (await client.query(`SELECT Title FROM Contact WHERE Id = '${ADA}'`))[0]?.['Title'];
      assert.equal(await title(), 'CTO');
      await client.control('PUT', 'clock', { now: '2026-11-23T10:04:00Z' });
      const span = 'start=2026-11-23T09:00:00Z&end=2026-11-23T10:03:00Z';
      const updated = (await client.call('GET', `${BASE}/sobjects/Contact/updated?${span}`)).json();
      assert.equal(at(updated, 'latestDateCovered'), LATER);
      await client.control('PUT', 'clock', { now: '2026-11-23T10:06:00Z' });
      assert.equal(await title(), 'Open');
      assert.ok((await stampOf(client, 'Contact', ADA)) < '2026-11-23T10:01');
    }));
  it('finds or makes nested parents', () =>
    withClock(async (client) => {
      const record = {
        Id: '0015g00000NestdAAB'.slice(0, 15),
        Name: 'Nested',
        Owner: { Email: 'owner@nested.example' },
      };
      await client.control('PUT', 'records', {
        Account: [record, { ...record, Id: undefined }],
        Contact: [{ Id: ADA, Individual: { ShouldForget: true } }],
      });
      const owners = await client.query("SELECT Owner.Email, OwnerId FROM Account WHERE Name = 'Nested'");
      assert.deepEqual(
        owners.map((row) => at(row, 'Owner.Email')),
        ['owner@nested.example', 'owner@nested.example'],
      );
      assert.equal(owners[0]?.['OwnerId'], owners[1]?.['OwnerId']);
      assert.deepEqual(
        await client.query(`SELECT IndividualId, Individual.ShouldForget FROM Contact WHERE Id = '${ADA}'`),
        [{ IndividualId: '0PK5g00000AdaByGAJ', Individual: { ShouldForget: true } }],
      );
    }));
  it('keeps the direct relation of a contact with its account', () =>
    withClock(async (client) => {
      const relations = () =>
        client.query(
          `SELECT Account.Name, IsDirect FROM AccountContactRelation WHERE ContactId = '${ADA}' ORDER BY Account.Name`,
        );
      assert.deepEqual(await relations(), [
        { Account: { Name: 'Acme Restaurants' }, IsDirect: true },
        { Account: { Name: 'Acme Restaurants UK' }, IsDirect: false },
      ]);
      const [uk] = await client.query("SELECT Id FROM Account WHERE Name = 'Acme Restaurants UK'");
      await client.control('PUT', 'records', { Contact: [{ Id: ADA, AccountId: uk?.['Id'] }] });
      assert.deepEqual(await relations(), [{ Account: { Name: 'Acme Restaurants UK' }, IsDirect: true }]);
      await client.control('PUT', 'records', {
        Contact: [{ Id: ADA, AccountId: null }],
        AccountContactRelation: [{ ContactId: ADA, AccountId: ACME, IsActive: false }],
      });
      assert.deepEqual(await relations(), [{ Account: { Name: 'Acme Restaurants' }, IsDirect: false }]);
    }));
  it('works out names, closed deals and defaults', () =>
    withClock(async (client) => {
      const ids = await client.control('PUT', 'records', {
        Opportunity: [{ Name: 'D', StageName: 'Closed Won', CloseDate: '2026-12-01' }],
      });
      const id = textAt(ids, 'Opportunity.0');
      assert.deepEqual(
        await client.query(`SELECT IsClosed, IsWon, CurrencyIsoCode FROM Opportunity WHERE Id = '${id}'`),
        [{ IsClosed: true, IsWon: true, CurrencyIsoCode: 'USD' }],
      );
    }));
  it('says what is wrong', () =>
    withClock(async (client) => {
      const cases: readonly (readonly [unknown, RegExp])[] = [
        [{ Nope: [] }, /no object Nope/u],
        [{ Contact: {} }, /Contact must be a list/u],
        [{ Contact: [{ Nope: 1 }] }, /Contact has no field Nope/u],
        [{ Contact: [{ Id: '0035g00000AdaBy999' }] }, /is no id of Contact/u],
        [{ Contact: [{ Id: ACME }] }, /is no id of Contact/u],
        [{ Opportunity: [{ Amount: '5' }] }, /"5" is no currency/u],
      ];
      for (const [body, message] of cases) assert.match(await refusal(client, 'PUT', 'records', body), message);
    }));
});

describe('POST /_emulator/actions', () => {
  it('deletes an account with its contacts and deals, and brings all of them back', () =>
    withClock(async (client) => {
      const live = () => client.query(`SELECT Id FROM Contact WHERE AccountId = '${ACME}'`);
      const before = (await live()).length;
      await client.control('POST', 'actions', { delete: { ids: [ACME] } });
      assert.equal((await live()).length, 0);
      assert.equal((await client.query(`SELECT Id FROM Opportunity WHERE AccountId = '${ACME}'`)).length, 0);
      assert.equal(
        (await client.query("SELECT Id FROM OpportunityContactRole WHERE OpportunityId = '0065g00000AcRolAAF'")).length,
        0,
      );
      const binned = await allOf(client, `SELECT Id FROM Contact WHERE AccountId = '${ACME}' AND IsDeleted = true`);
      assert.equal(binned.length, before);
      await client.control('POST', 'actions', { undelete: { ids: [ACME] } });
      assert.equal((await live()).length, before);
      assert.ok((await stampOf(client, 'Contact', ADA)) >= LATER);
    }));
  it('deletes a contact role without a trace', () =>
    withClock(async (client) => {
      const soql = "SELECT Id FROM OpportunityContactRole WHERE OpportunityId = '0065g00000AcOldAAF'";
      const [role] = await client.query(soql);
      await client.control('POST', 'actions', { delete: { ids: [role?.['Id']] } });
      assert.deepEqual(await allOf(client, soql), []);
      const span = 'start=2026-11-23T09:00:00Z&end=2026-11-23T11:00:00Z';
      assert.deepEqual(
        at(
          (await client.call('GET', `${BASE}/sobjects/OpportunityContactRole/deleted?${span}`)).json(),
          'deletedRecords',
        ),
        [],
      );
    }));
  it('empties the recycle bin after its days, and at once by purge', () =>
    withClock(async (client) => {
      await client.control('POST', 'actions', { delete: { ids: [ADA, BEN] } });
      await client.control('POST', 'actions', { purge: { ids: [ADA] } });
      const binned = () => allOf(client, 'SELECT Id FROM Contact WHERE IsDeleted = true');
      assert.deepEqual(
        (await binned()).map((row) => at(row, 'Id')),
        [BEN],
      );
      await client.control('PUT', 'clock', { advance: 15 * 86_400_000 + 1000 });
      assert.deepEqual(await binned(), []);
    }));
  it('converts a lead into account, contact, deal and role', () =>
    withClock(async (client) => {
      const made = await client.control('POST', 'actions', {
        convertLead: { leadId: '00Q5g00000CemDeEAJ', opportunityName: 'Stark start' },
      });
      const [lead] = await client.query(
        "SELECT IsConverted, ConvertedDate, ConvertedContactId, ConvertedAccount.Name, ConvertedOpportunity.Name, SystemModstamp FROM Lead WHERE Id = '00Q5g00000CemDeEAJ'",
      );
      assert.ok(lead);
      assert.deepEqual(
        [
          lead['IsConverted'],
          lead['ConvertedDate'],
          lead['ConvertedContactId'],
          at(lead, 'ConvertedAccount.Name'),
          at(lead, 'ConvertedOpportunity.Name'),
        ],
        [true, '2026-11-23', at(made, 'convertLead.contactId'), 'Stark Energie', 'Stark start'],
      );
      assert.ok(textAt(lead, 'SystemModstamp') >= LATER);
      const contactId = textAt(made, 'convertLead.contactId');
      const [contact] = await client.query(
        `SELECT Email, App_User_Id__c, AccountId FROM Contact WHERE Id = '${contactId}'`,
      );
      assert.deepEqual(contact, {
        Email: 'cem@stark.example',
        App_User_Id__c: '7c0d6a1e-2f55-4b0e-9a51-0d6f1b1f0010',
        AccountId: at(made, 'convertLead.accountId'),
      });
      assert.deepEqual(
        await client.query(
          `SELECT IsPrimary, Opportunity.Name FROM OpportunityContactRole WHERE ContactId = '${contactId}'`,
        ),
        [{ IsPrimary: true, Opportunity: { Name: 'Stark start' } }],
      );
      assert.deepEqual(
        await client.query(`SELECT Campaign.Name FROM CampaignMember WHERE ContactId = '${contactId}'`),
        [{ Campaign: { Name: 'Food fair 2026' } }],
      );
    }));
  it('converts into records that exist', () =>
    withClock(async (client) => {
      const made = await client.control('POST', 'actions', {
        convertLead: { leadId: '00Q5g00000EviGrEAJ', contactId: ADA },
      });
      assert.deepEqual(at(made, 'convertLead'), {
        leadId: '00Q5g00000EviGrEAJ',
        accountId: ACME,
        contactId: ADA,
        opportunityId: null,
      });
      assert.match(
        await refusal(client, 'POST', 'actions', { convertLead: { leadId: '00Q5g00000EviGrEAJ' } }),
        /converted already/u,
      );
    }));
  it('merges: losers point to the master, roles move', () =>
    withClock(async (client) => {
      await client.control('POST', 'actions', { merge: { object: 'Contact', master: ADA, losers: [BEN] } });
      assert.deepEqual(
        at(
          (await allOf(client, `SELECT IsDeleted, MasterRecordId FROM Contact WHERE Id = '${BEN}'`))[0] ?? null,
          'MasterRecordId',
        ),
        ADA,
      );
      assert.deepEqual(await client.query(`SELECT Id FROM OpportunityContactRole WHERE ContactId = '${BEN}'`), []);
      await client.control('POST', 'actions', { undelete: { ids: [BEN] } });
      assert.deepEqual(await client.query(`SELECT MasterRecordId FROM Contact WHERE Id = '${BEN}'`), [
        { MasterRecordId: null },
      ]);
    }));
  it('says what is wrong', () =>
    withClock(async (client) => {
      const cases: readonly (readonly [unknown, RegExp])[] = [
        [{}, /give one of/u],
        [{ explode: {} }, /unknown action explode/u],
        [{ delete: { ids: ['0035g00000zzzzz'] } }, /no record/u],
        [{ delete: {} }, /ids must be a list/u],
        [{ merge: { object: 'Contact', master: ADA, losers: [ADA] } }, /own loser/u],
        [{ convertLead: { leadId: ADA } }, /is no lead/u],
      ];
      for (const [body, message] of cases) assert.match(await refusal(client, 'POST', 'actions', body), message);
    }));
});

describe('PUT /_emulator/schema', () => {
  it('hides a field from describe and query', () =>
    withClock(async (client) => {
      await patch(client, 'Contact', { Title: { hide: true } });
      assert.doesNotMatch((await client.call('GET', `${BASE}/sobjects/Contact/describe`)).text, /"name":"Title"/u);
      const answer = await client.call('GET', queryPath('SELECT Title FROM Contact'));
      assert.match(answer.text, /No such column 'Title' on entity 'Contact'/u);
      await patch(client, 'Contact', { Title: { hide: false } });
      assert.equal((await client.query(`SELECT Title FROM Contact WHERE Id = '${ADA}'`))[0]?.['Title'], 'CTO');
    }));
  it('renames a field with its values', () =>
    withClock(async (client) => {
      await patch(client, 'Account', { Segment__c: { rename: 'Class__c' } });
      assert.deepEqual(await client.query(`SELECT Class__c FROM Account WHERE Id = '${ACME}'`), [
        { Class__c: 'Enterprise' },
      ]);
      await client.control('PUT', 'records', { Account: [{ Id: ACME, Class__c: 'SMB' }] });
      assert.deepEqual(await client.query(`SELECT Class__c FROM Account WHERE Id = '${ACME}'`), [{ Class__c: 'SMB' }]);
    }));
  it('retypes, removes and adds fields', () =>
    withClock(async (client) => {
      await patch(client, 'Account', { Segment__c: { retype: 'double' } });
      assert.deepEqual(await client.query(`SELECT Segment__c FROM Account WHERE Id = '${ACME}'`), [
        { Segment__c: null },
      ]);
      await patch(client, 'Account', { Segment__c: { remove: true } });
      await patch(client, 'Account', { Segment__c: { add: { type: 'string', length: 20 } } });
      assert.deepEqual(await client.query(`SELECT Segment__c FROM Account WHERE Id = '${ACME}'`), [
        { Segment__c: null },
      ]);
    }));
  it('adds an object', () =>
    withClock(async (client) => {
      await client.control('PUT', 'schema', {
        objects: {
          Deal__c: {
            add: { keyPrefix: 'a01', label: 'Deal' },
            fields: {
              Buyer__c: { add: { type: 'reference', referenceTo: ['Contact'], relationshipName: 'Buyer__r' } },
            },
          },
        },
      });
      await client.control('PUT', 'records', { Deal__c: [{ Name: 'One', Buyer__c: ADA }] });
      assert.deepEqual(await client.query('SELECT Name, Buyer__r.Name FROM Deal__c'), [
        { Name: 'One', Buyer__r: { Name: 'Ada Byron' } },
      ]);
    }));
  it('turns what an org can have off and on', () =>
    withClock(async (client) => {
      const queries = {
        personAccounts: 'SELECT IsPersonAccount FROM Account LIMIT 1',
        multiCurrency: 'SELECT CurrencyIsoCode FROM Opportunity LIMIT 1',
        territories: 'SELECT Territory2.Name FROM Opportunity LIMIT 1',
        contactsToMultipleAccounts: 'SELECT Id FROM AccountContactRelation LIMIT 1',
        stateCountryPicklists: 'SELECT MailingCountryCode FROM Contact LIMIT 1',
      };
      for (const [name, soql] of Object.entries(queries)) {
        const status = async () => (await client.call('GET', queryPath(soql))).status;
        assert.equal(await status(), 200, name);
        await client.control('PUT', 'schema', { switches: { [name]: false } });
        assert.equal(await status(), 400, name);
        await client.control('PUT', 'schema', { switches: { [name]: true } });
        assert.equal(await status(), 200, name);
      }
    }));
  it('says what is wrong and changes nothing', () =>
    withClock(async (client) => {
      const cases: readonly (readonly [unknown, RegExp])[] = [
        [{ switches: { magic: true } }, /switches\.magic/u],
        [{ objects: { Nope: {} } }, /Nope: no such object/u],
        [{ objects: { Account: { fields: { Nope__c: { hide: true } } } } }, /Account\.Nope__c: no such field/u],
        [{ objects: { Account: { fields: { Name: { retype: 'colour' } } } } }, /unknown type "colour"/u],
        [{ objects: { Account: { fields: { Name: {} } } } }, /give add, remove/u],
      ];
      for (const [body, message] of cases) assert.match(await refusal(client, 'PUT', 'schema', body), message);
    }));
});

describe('GET /_emulator/state', () => {
  it('counts, and lists raw values with the deleted ones', () =>
    withClock(async (client) => {
      await client.control('POST', 'actions', { delete: { ids: [ADA] } });
      const state = await client.control('GET', 'state');
      assert.deepEqual([at(state, 'counts.Contact'), at(state, 'deleted.Contact')], [24, 1]);
      const contacts = { list: await client.control('GET', 'state?object=Contact') };
      const ada = listAt(contacts, 'list').find((record) => at(record, 'Id') === ADA);
      assert.deepEqual(
        [at(ada ?? null, 'IsDeleted'), at(ada ?? null, 'Birthdate'), at(ada ?? null, 'Fax')],
        [true, '1988-12-10', null],
      );
    }));
});

describe('POST /_emulator/reset', () => {
  it('leaves an empty org in which people can still sign in', () =>
    withClock(async (client) => {
      await client.control('PUT', 'settings', { apiLimit: 5 });
      await client.control('PUT', 'schema', { switches: { multiCurrency: false } });
      await client.control('POST', 'reset');
      for (const object of ['Lead', 'Contact', 'Account', 'Opportunity', 'Campaign'])
        assert.deepEqual(await client.query(`SELECT Id FROM ${object}`), []);
      assert.equal((await client.query('SELECT IsoCode FROM CurrencyType')).length, 4);
      assert.equal((await client.query('SELECT Id FROM Organization')).length, 1);
      assert.equal(at(await client.control('GET', 'state'), 'settings.apiLimit'), 15_000);
    }));
});

describe('PUT /_emulator/settings', () => {
  it('refuses what it does not know', () =>
    withClock(async (client) => {
      assert.match(await refusal(client, 'PUT', 'settings', { nope: 1 }), /unknown setting nope/u);
      assert.match(await refusal(client, 'PUT', 'settings', { restPageSize: 'x' }), /restPageSize must be a number/u);
      assert.match(await refusal(client, 'PUT', 'settings', { constructor: 1 }), /unknown setting constructor/u);
    }));
});
