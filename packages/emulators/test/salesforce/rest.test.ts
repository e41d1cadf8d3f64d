import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { at, listAt, textAt, BASE, queryPath, withEmulator } from './with-emulator.ts';

describe('startSalesforceEmulator: REST', () => {
  it('lists versions to everybody', () =>
    withEmulator(async ({ call }) => {
      const versions = (await call('GET', '//services/data', undefined, { authorization: '' })).json();
      assert.ok(Array.isArray(versions));
      assert.deepEqual(at(versions.at(-1), 'version'), '68.0');
      for (const version of ['51.0', '67.0']) assert.ok(versions.some((entry) => at(entry, 'version') === version));
    }));
  it('gives the identity address with the resources', () =>
    withEmulator(async ({ call, emulator }) => {
      const address = at((await call('GET', BASE)).json(), 'identity');
      assert.equal(address, `${emulator.url}/id/${emulator.orgId}/0055g00000EmuUsAAJ`);
      const identity = await call(
        'GET',
        `${new URL(address).pathname}?format=json&oauth_token=${encodeURIComponent(emulator.accessToken)}`,
        undefined,
        { authorization: '' },
      );
      assert.equal(at(identity.json(), 'username'), emulator.username);
    }));
  it('answers in Salesforce’s form, with its own date and usage', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'clock', { now: '2026-11-23T10:00:00Z' });
      const answer = await call('GET', queryPath('SELECT Id FROM Account LIMIT 1'));
      assert.equal(answer.headers.get('content-type'), 'application/json;charset=UTF-8');
      assert.equal(answer.headers.get('date'), 'Mon, 23 Nov 2026 10:00:00 GMT');
      assert.equal(answer.headers.get('sforce-limit-info'), 'api-usage=1/15000');
    }));
  it('refuses unknown paths, versions and records in Salesforce’s form', () =>
    withEmulator(async ({ call }) => {
      for (const path of [
        '/services/nothing',
        '/services/data/v99.0/limits',
        `${BASE}/sobjects/Contact/0035g00000zzzzz`,
        `${BASE}/sobjects/Nope/describe`,
      ]) {
        const answer = await call('GET', path);
        assert.deepEqual([answer.status, at(answer.json(), '0.errorCode')], [404, 'NOT_FOUND'], path);
      }
    }));
  it('pages through a query by locators that may be read again', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'settings', { restPageSize: 10 });
      const first = (await call('GET', queryPath('SELECT Id FROM Contact'))).json();
      assert.deepEqual([at(first, 'totalSize'), at(first, 'done')], [25, false]);
      const second = (await call('GET', textAt(first, 'nextRecordsUrl'))).json();
      const again = (await call('GET', textAt(first, 'nextRecordsUrl'))).json();
      assert.deepEqual(second, again);
      const third = (await call('GET', textAt(second, 'nextRecordsUrl'))).json();
      assert.deepEqual([at(third, 'done'), at(third, 'records.length')], [true, 5]);
      const ids = [first, second, third].flatMap((page) => at(page, 'records') ?? []).map((record) => at(record, 'Id'));
      assert.equal(new Set(ids).size, 25);
    }));
  it('keeps a result as it was when the query began', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'settings', { restPageSize: 20 });
      const first = (await call('GET', queryPath('SELECT Id, LastName FROM Contact'))).json();
      await control('POST', 'actions', { delete: { ids: ['0035g00000WillEAAR'] } });
      assert.equal(at((await call('GET', textAt(first, 'nextRecordsUrl'))).json(), 'records.length'), 5);
    }));
  it('lets cursors die after two days', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'settings', { restPageSize: 20 });
      const first = (await call('GET', queryPath('SELECT Id FROM Contact'))).json();
      await control('PUT', 'clock', { advance: 2 * 86_400_000 + 1000 });
      const answer = await call('GET', textAt(first, 'nextRecordsUrl'));
      assert.equal(at(answer.json(), '0.errorCode'), 'INVALID_QUERY_LOCATOR');
    }));
  it('honours the batch size', () =>
    withEmulator(
      async ({ call }) => {
        const answer = await call('GET', queryPath('SELECT Id FROM Contact'), undefined, {
          'sforce-query-options': 'batchSize=200',
        });
        assert.equal(at(answer.json(), 'records.length'), 200);
      },
      { records: 600 },
    ));
  it('describes columns for sf data query', () =>
    withEmulator(async ({ call }) => {
      const answer = (await call('GET', `${queryPath('SELECT Id, Account.Name FROM Contact')}&columns=true`)).json();
      assert.deepEqual(
        [at(answer, 'entityName'), at(answer, 'keyPrefix'), at(answer, 'idSelected')],
        ['Contact', '003', true],
      );
      assert.deepEqual(
        [at(answer, 'columnMetadata.1.columnName'), at(answer, 'columnMetadata.1.joinColumns.0.columnName')],
        ['Account', 'Name'],
      );
    }));
  it('answers 304 to a describe that has not changed', () =>
    withEmulator(async ({ call, control }) => {
      const path = `${BASE}/sobjects/Account/describe`;
      const first = await call('GET', path);
      const known = { 'if-modified-since': first.headers.get('last-modified') ?? '' };
      assert.deepEqual(
        [(await call('GET', path, undefined, known)).status, (await call('GET', path, undefined, known)).text],
        [304, ''],
      );
      await control('PUT', 'clock', { advance: 5000 });
      await control('PUT', 'schema', { objects: { Account: { fields: { Segment__c: { hide: true } } } } });
      assert.equal((await call('GET', path, undefined, known)).status, 200);
    }));
  it('describes formula, lookup, picklist and owner', () =>
    withEmulator(async ({ call }) => {
      const fieldsOf = async (object: string) => {
        const fields = listAt((await call('GET', `${BASE}/sobjects/${object}/describe`)).json(), 'fields');
        return (name: string) => fields.find((field) => at(field, 'name') === name) ?? null;
      };
      const account = await fieldsOf('Account');
      assert.deepEqual(
        [
          at(account('Renewal_Date__c'), 'type'),
          at(account('Renewal_Date__c'), 'calculated'),
          at(account('Renewal_Date__c'), 'custom'),
        ],
        ['date', true, true],
      );
      assert.deepEqual(
        [at(account('Segment__c'), 'restrictedPicklist'), at(account('Segment__c'), 'picklistValues.3.active')],
        [true, false],
      );
      assert.deepEqual(
        [at(account('BillingCity'), 'compoundFieldName'), at(account('BillingAddress'), 'type')],
        ['BillingAddress', 'address'],
      );
      const lead = await fieldsOf('Lead');
      assert.deepEqual(
        [at(lead('OwnerId'), 'referenceTo'), at(lead('OwnerId'), 'polymorphicForeignKey')],
        [['User', 'Group'], true],
      );
      assert.deepEqual(
        [at(lead('Id'), 'type'), at(lead('Id'), 'nillable'), at(lead('Email'), 'length')],
        ['id', false, 80],
      );
    }));
  it('gives the organization and the user to the CLI', () =>
    withEmulator(async ({ call, query }) => {
      const [organization] = await query(
        'SELECT Id, Name, InstanceName, IsSandbox, TrialExpirationDate, NamespacePrefix, OrganizationType FROM Organization',
      );
      assert.deepEqual(
        [organization?.['Id'], organization?.['IsSandbox'], organization?.['TrialExpirationDate']],
        ['00D5g000004BfXbEAK', false, null],
      );
      const user = await call('GET', '/services/data/v51.0/sobjects/User/0055g00000EmuUsAAJ');
      assert.equal(at(user.json(), 'Username'), 'emu@braze.example');
    }));
  it('lists what was updated and deleted', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'clock', { now: '2026-11-23T10:00:30Z' });
      await control('PUT', 'records', { Contact: [{ Id: '0035g00000AdaByAAJ', Title: 'CEO' }] });
      await control('POST', 'actions', { delete: { ids: ['0035g00000BenOkAAJ'] } });
      const span = `start=${encodeURIComponent('2026-11-23T09:59:00+00:00')}&end=${encodeURIComponent('2026-11-23T10:02:00+00:00')}`;
      assert.deepEqual((await call('GET', `${BASE}/sobjects/Contact/updated?${span}`)).json(), {
        ids: ['0035g00000AdaByAAJ'],
        latestDateCovered: '2026-11-23T10:02:00.000+0000',
      });
      const deleted = (await call('GET', `${BASE}/sobjects/Contact/deleted?${span}`)).json();
      assert.deepEqual(at(deleted, 'deletedRecords.0.id'), '0035g00000BenOkAAJ');
    }));
  it('runs composite requests with references', () =>
    withEmulator(async ({ call }) => {
      const compositeRequest = [
        { method: 'GET', url: `${BASE}/sobjects/Contact/0035g00000AdaByAAJ?fields=AccountId`, referenceId: 'ada' },
        { method: 'GET', url: `${BASE}/sobjects/Account/@{ada.AccountId}?fields=Name`, referenceId: 'account' },
        { method: 'GET', url: `${BASE}/sobjects/Nope/describe`, referenceId: 'nope' },
      ];
      const answer = (await call('POST', `${BASE}/composite`, { compositeRequest })).json();
      assert.equal(at(answer, 'compositeResponse.1.body.Name'), 'Acme Restaurants');
      assert.deepEqual(
        [at(answer, 'compositeResponse.2.httpStatusCode'), at(answer, 'compositeResponse.2.body.0.errorCode')],
        [404, 'NOT_FOUND'],
      );
    }));
  it('writes records as a user does', () =>
    withEmulator(async ({ call, query }) => {
      const created = await call('POST', `${BASE}/sobjects/Lead`, { LastName: 'New', Company: 'Co', Status: 'New' });
      const id = textAt(created.json(), 'id');
      assert.equal(created.status, 201);
      assert.equal((await call('PATCH', `${BASE}/sobjects/Lead/${id}`, { FirstName: 'Very' })).status, 204);
      assert.deepEqual(await query(`SELECT Name FROM Lead WHERE Id = '${id}'`), [{ Name: 'Very New' }]);
      assert.equal((await call('DELETE', `${BASE}/sobjects/Lead/${id}`)).status, 204);
      assert.equal((await call('GET', `${BASE}/sobjects/Lead/${id}`)).status, 404);
    }));
  it('stops at the daily limit until the day is over', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'settings', { apiLimit: 100, apiUsed: 99 });
      assert.equal(at((await call('GET', `${BASE}/limits`)).json(), 'DailyApiRequests.Remaining'), 0);
      const refused = await call('GET', `${BASE}/limits`);
      assert.deepEqual([refused.status, at(refused.json(), '0.errorCode')], [403, 'REQUEST_LIMIT_EXCEEDED']);
      await control('PUT', 'clock', { advance: 86_400_000 });
      assert.equal((await call('GET', `${BASE}/limits`)).status, 200);
    }));
  it('shows a person objects and records, escaped', () =>
    withEmulator(async ({ call, control }) => {
      await control('PUT', 'records', { Account: [{ Id: '0015g00000HooliAAB', Name: '<script>alert(1)</script>' }] });
      const list = await call('GET', '/objects/Account?q=script');
      assert.match(list.headers.get('content-type') ?? '', /^text\/html/u);
      assert.match(list.text, /&#60;script&#62;/u);
      assert.doesNotMatch(list.text, /<script>/u);
      assert.match((await call('GET', '/')).text, /OpportunityContactRole/u);
      assert.match((await call('GET', '/records/0015g00000HooliAAB')).text, /AnnualRevenue/u);
      assert.equal((await call('GET', '/records/0015g00000zzzzz')).status, 404);
    }));
});
