import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createClock } from '../../../src/loopback/clock.ts';
import { SalesforceError } from '../../../src/salesforce/errors.ts';
import { createOrg } from '../../../src/salesforce/org.ts';
import { startQuery } from '../../../src/salesforce/rest-query.ts';
import { readSeed } from '../../../src/salesforce/seed.ts';

const org = createOrg(createClock(), readSeed(), 0);
const run = (text: string) =>
  startQuery(org, { text, all: false, columns: false, batchSize: 2000, base: '/services/data/v67.0' });

async function check(soql: string, expected: readonly unknown[]) {
  const { records } = (await run(soql)) as { records: readonly Record<string, unknown>[] }; // the shape of every answer
  const values = records.map((record) =>
    Object.entries(record)
      .filter(([name]) => name !== 'attributes')
      .map(([, value]) => value),
  );
  assert.deepEqual(
    values.map((row) => (row.length === 1 ? row[0] : row)),
    expected,
  );
}

async function checkError(soql: string, errorCode: string, message: RegExp) {
  await assert.rejects(run(soql), (error) => {
    assert.ok(error instanceof SalesforceError, String(error));
    assert.equal(error.errorCode, errorCode);
    assert.match(error.message, message);
    return true;
  });
}

describe('runQuery', () => {
  it('ignores case in keywords, names and texts', () =>
    check("select name FROM account where NAME = 'hooli'", ['Hooli']));
  it('holds 15- and 18-character ids for equal', () =>
    check("SELECT Name FROM Account WHERE Id = '0015g00000Hooli'", ['Hooli']));
  it('tells ids apart that differ by case', () => check("SELECT Name FROM Account WHERE Id = '0015g00000HOOLI'", []));
  it('keeps null for !=', () =>
    check("SELECT Name FROM Account WHERE Segment__c != 'Enterprise' AND Industry = 'Healthcare'", [
      'Umbra "Health" Labs',
    ]));
  it('finds null', () => check('SELECT LastName FROM Contact WHERE AccountId = null', ['Drift']));
  it('joins AND and NOT', () =>
    check(
      "SELECT Name FROM Account WHERE NOT Name LIKE 'A%' AND Type = 'Customer' AND IsPersonAccount = false AND NOT(Industry = 'Retail')",
      ['Initech & Söhne'],
    ));
  it('joins OR in parentheses', () =>
    check("SELECT Name FROM Account WHERE (Name = 'Hooli' OR Name = 'Globex Logistics') AND AnnualRevenue > 1", [
      'Globex Logistics',
    ]));
  it('matches LIKE with _ and %', () => check("SELECT Name FROM Account WHERE Name LIKE 'h_ol%'", ['Hooli']));
  it('takes escaped wildcards literally', () =>
    check(String.raw`SELECT Name FROM Account WHERE Name LIKE 'h\_ol%'`, []));
  it('reads escapes in texts', () =>
    check(String.raw`SELECT LastName FROM Contact WHERE LastName = 'O\'Neil'`, ["O'Neil"]));
  it('finds texts beyond ASCII', () => check("SELECT Title FROM Contact WHERE FirstName = '次郎'", ['部長']));
  it('compares numbers', () =>
    check('SELECT Amount FROM Opportunity WHERE Amount >= 900000 AND Amount < 1e6', [900000]));
  it('compares dates', () => check('SELECT Name FROM Opportunity WHERE CloseDate < 2026-01-01', ['Initech Start']));
  it('compares datetimes with an offset', () =>
    check(
      'SELECT Id FROM Account WHERE SystemModstamp > 2026-11-20T02:00:00+02:00 AND SystemModstamp <= 2026-11-20T01:15:00.000+0100',
      ['0015g00000AcmeAAAR'],
    ));
  it('reads an unencoded plus sign', () =>
    check('SELECT COUNT(Id) n FROM Account WHERE SystemModstamp > 2026-11-20T00:00:00 00:00', [1]));
  it('takes IN with ids', () =>
    check("SELECT Name FROM Account WHERE Id IN ('0015g00000HooliAAB', '0015g00000Globx') ORDER BY Name", [
      'Globex Logistics',
      'Hooli',
    ]));
  it('takes NOT IN', () =>
    check("SELECT Name FROM Account WHERE Type NOT IN ('Customer', 'Prospect', 'Other')", ['Umbra "Health" Labs']));
  it('takes semi-joins', () =>
    check(
      "SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Amount > 800000 AND CurrencyIsoCode = 'USD')",
      ['Globex Logistics'],
    ));
  it('takes anti-joins', () =>
    check('SELECT Name FROM Account WHERE Id NOT IN (SELECT AccountId FROM Contact) AND IsPersonAccount = false', []));
  it('takes INCLUDES with all of one and any of many', () =>
    check(
      "SELECT Roles FROM AccountContactRelation WHERE Roles INCLUDES ('Executive Sponsor;Decision Maker', 'Evaluator') ORDER BY ContactId",
      ['Executive Sponsor;Decision Maker', 'Evaluator'],
    ));
  it('takes EXCLUDES', () =>
    check(
      "SELECT Roles FROM AccountContactRelation WHERE Roles EXCLUDES ('Evaluator') AND Roles != null ORDER BY ContactId",
      ['Executive Sponsor;Decision Maker', 'Other'],
    ));
  it('follows parents over several levels', () =>
    check("SELECT Contact.Account.Owner.Name FROM OpportunityContactRole WHERE Contact.Account.Name = 'Hooli'", [
      {
        attributes: link('Contact', '0035g00000WillEAAR'),
        Account: {
          attributes: link('Account', '0015g00000HooliAAB'),
          Owner: { attributes: link('User', '0055g00000Bram1AAB'), Name: 'Bram Okafor' },
        },
      },
    ]));
  it('gives null for a parent that is not there', () =>
    check("SELECT Account.Name FROM Contact WHERE LastName = 'Drift'", [null]));
  it('gives null where a queue lacks what a user has', () =>
    check("SELECT Owner.Username, Owner.Name FROM Lead WHERE Owner.Name = 'Inbound Leads'", [
      { attributes: link('Group', '00G5g00000QueueEAB'), Username: null, Name: 'Inbound Leads' },
    ]));
  it('lists children', async () => {
    const answer = JSON.stringify(
      await run(
        "SELECT Name, (SELECT LastName FROM Contacts WHERE Title != null ORDER BY LastName LIMIT 1), (SELECT Id FROM Opportunities WHERE Amount > 1e9) FROM Account WHERE Name = 'Hooli'",
      ),
    );
    assert.match(
      answer,
      /"Contacts":\{"totalSize":1,"done":true,"records":\[\{"attributes":.*"LastName":"Ember"\}\]\},"Opportunities":null/u,
    );
  });
  it('sorts with nulls first by default', () =>
    check('SELECT Segment__c FROM Account ORDER BY Segment__c LIMIT 2', [null, 'Enterprise']));
  it('sorts descending with nulls last', () =>
    check('SELECT Amount FROM Opportunity ORDER BY Amount DESC NULLS LAST LIMIT 2', [2500000, 1000000]));
  it('skips and limits', () =>
    check('SELECT Name FROM Campaign ORDER BY Name LIMIT 1 OFFSET 1', ['Launch 🚀 newsletter']));
  it('shows an address as an object', async () => {
    const answer = JSON.stringify(await run("SELECT BillingAddress FROM Account WHERE Name = 'Hooli'"));
    assert.match(answer, /"BillingAddress":\{.*"country":"United States".*"countryCode":"US"/u);
  });
  it('writes datetimes as REST does', () =>
    check("SELECT CreatedDate FROM Campaign WHERE Name = 'Food fair 2026'", ['2026-03-02T08:00:00.000+0000']));
  it('counts', async () =>
    assert.deepEqual(await run('SELECT COUNT() FROM Contact'), { totalSize: 25, done: true, records: [] }));
  it('groups with and without alias', () =>
    check(
      'SELECT CurrencyIsoCode, COUNT(Id) deals, MAX(Amount) FROM Opportunity WHERE IsWon = true GROUP BY CurrencyIsoCode',
      [['EUR', 3, 20000]],
    ));
  it('groups by a parent and keeps groups with HAVING', () =>
    check(
      'SELECT Account.Name, COUNT(Id) FROM Contact GROUP BY Account.Name HAVING COUNT(Id) > 3 ORDER BY COUNT(Id) DESC, Account.Name',
      [
        ['Acme Restaurants', 4],
        ['Globex Logistics', 4],
      ],
    ));
  it('groups by a date function', () =>
    check(
      'SELECT CALENDAR_YEAR(CloseDate) y, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY CALENDAR_YEAR(CloseDate)',
      [
        [2025, 1],
        [2026, 6],
        [2027, 8],
      ],
    ));
  it('expands FIELDS(STANDARD)', async () => {
    const answer = JSON.stringify(await run('SELECT FIELDS(STANDARD) FROM Account LIMIT 1'));
    assert.match(answer, /"IsPersonAccount":false/u);
    assert.doesNotMatch(answer, /Segment__c/u);
  });

  it('refuses an unknown field', () =>
    checkError(
      'SELECT Idx FROM Contact',
      'INVALID_FIELD',
      /^\nSELECT Idx FROM Contact\n {7}\^\nERROR at Row:1:Column:8\nNo such column 'Idx' on entity 'Contact'\./u,
    ));
  it('refuses an unknown relationship', () =>
    checkError('SELECT Acount.Name FROM Contact', 'INVALID_FIELD', /Didn't understand relationship 'Acount'/u));
  it('refuses an unknown object', () =>
    checkError('SELECT Id FROM Nope', 'INVALID_TYPE', /sObject type 'Nope' is not supported\./u));
  it('refuses an unknown child relationship', () =>
    checkError('SELECT (SELECT Id FROM Persons) FROM Account', 'INVALID_TYPE', /'Persons' in FROM part/u));
  it('refuses a misspelt keyword', () =>
    checkError('SELECT Id FROM Contact WHRE Id = null', 'MALFORMED_QUERY', /unexpected token: 'Id'/u));
  it('refuses AND beside OR', () =>
    checkError(
      "SELECT Id FROM Contact WHERE Title = 'a' AND Title = 'b' OR Title = 'c'",
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/u,
    ));
  it('refuses an open text', () =>
    checkError("SELECT Id FROM Contact WHERE Title = 'a", 'MALFORMED_QUERY', /single quote/u));
  it('refuses a quoted number', () =>
    checkError(
      "SELECT Id FROM Opportunity WHERE Amount > '5'",
      'INVALID_FIELD',
      /'Amount' must be of type currency and should not be enclosed in quotes/u,
    ));
  it('refuses an unquoted text', () =>
    checkError(
      'SELECT Id FROM Contact WHERE Title = 5',
      'INVALID_FIELD',
      /'Title' must be of type string and should be enclosed in quotes/u,
    ));
  it('refuses a text that is no id', () =>
    checkError(
      "SELECT Id FROM Contact WHERE AccountId = 'acme'",
      'INVALID_QUERY_FILTER_OPERATOR',
      /invalid ID field: acme/u,
    ));
  it('refuses long text in WHERE', () =>
    checkError("SELECT Id FROM Contact WHERE Description LIKE 'a%'", 'INVALID_FIELD', /can not be filtered/u));
  it('refuses FIELDS(ALL) without a limit', () =>
    checkError('SELECT FIELDS(ALL) FROM Contact', 'MALFORMED_QUERY', /LIMIT of at most 200/u));
  it('refuses a field twice', () =>
    checkError('SELECT Id, id FROM Contact', 'INVALID_FIELD', /duplicate field selected: Id/u));
  it('refuses a field beside an aggregate', () =>
    checkError('SELECT Name, COUNT(Id) FROM Account', 'MALFORMED_QUERY', /must be grouped or aggregated: Name/u));
  it('answers every piece of a query with records or a refusal of its own', async () => {
    const soql = String.raw`SELECT Id, toLabel(Type) t, (SELECT Id FROM Contacts LIMIT 1) FROM Account a WHERE NOT (a.Name LIKE 'A\'%' OR Owner.Name IN ('x', null)) AND CreatedDate > LAST_N_DAYS:3 AND AnnualRevenue >= 1.5e3 ORDER BY Name DESC NULLS LAST LIMIT 2 OFFSET 1`;
    let answered = 0;
    for (let from = 0; from < soql.length; from += 1) {
      for (const piece of [soql.slice(0, from), soql.slice(0, from) + soql.slice(from + 3)]) {
        await run(piece).then(
          () => (answered += 1),
          (error: unknown) => assert.ok(error instanceof SalesforceError, `${piece}: ${String(error)}`),
        );
      }
    }
    assert.ok(answered > 0);
  });
  it('refuses nesting without end', () =>
    checkError(`SELECT Id FROM Contact WHERE ${'('.repeat(5000)}`, 'MALFORMED_QUERY', /unexpected token/u));
});

function link(type: string, id: string) {
  return { type, url: `/services/data/v67.0/sobjects/${type}/${id}` };
}
