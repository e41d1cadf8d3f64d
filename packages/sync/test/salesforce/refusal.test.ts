import assert from 'node:assert/strict';
import { isLimit, parseRefusal, type Refusal, refusalReason } from '../../src/salesforce/refusal.ts';

const refused = (errorCode: string, message: string, status = 400) =>
  parseRefusal(status, JSON.stringify([{ message, errorCode }]));

const check = (errorCode: string, message: string, reason: string) =>
  assert.equal(refusalReason(refused(errorCode, message)), reason);

describe('refusalReason', () => {
  it('names the field that is missing', () =>
    check(
      'INVALID_FIELD',
      "\nSELECT Id, Segment__c FROM Account WHERE Name = 'Secret Ltd'\n           ^\nERROR at Row:1:Column:12\nNo such column 'Segment__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c'",
      '`Account.Segment__c` does not exist, or this user cannot see it',
    ));
  it('names the object that is missing', () =>
    check(
      'INVALID_TYPE',
      "sObject type 'AccountContactRelation' is not supported.",
      '`AccountContactRelation` does not exist, or this user cannot see it',
    ));
  it('names the relationship that is missing', () =>
    check(
      'INVALID_FIELD',
      "Didn't understand relationship 'Partner__r' in field path.",
      '`Partner__r` is no relationship this user can follow',
    ));
  it('says that a compound field was selected', () =>
    check('API_ERROR', 'Selecting compound data not supported in Bulk Query', 'a compound field was selected whole'));
  it('keeps only the code of what it does not know', () =>
    check('MALFORMED_QUERY', "unexpected token: 'Secret Ltd'", 'MALFORMED_QUERY, HTTP 400'));
  it('does not repeat a quoted text that is no name', () =>
    check('INVALID_FIELD', "No such column 'Secret Ltd' on entity 'x y'", 'INVALID_FIELD, HTTP 400'));

  it('reads bodies that are no list of errors', () => {
    for (const body of ['', '<html>secret</html>', '[]', 'null', '[{"errorCode":"<b>"}]']) {
      assert.equal(refusalReason(parseRefusal(404, body)), 'HTTP_404, HTTP 404');
    }
  });
});

const checkLimit = (expected: boolean, ...refusals: readonly Refusal[]) =>
  assert.deepEqual(
    refusals.map((refusal) => isLimit(refusal)),
    refusals.map(() => expected),
  );

describe('isLimit', () => {
  it('knows the daily calls, and the jobs and storage of Bulk', () =>
    checkLimit(
      true,
      refused('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403),
      refused('API_ERROR', 'Max bulk v2 query jobs (10000) per 24 hrs has been reached'),
      refused('API_ERROR', 'Max bulk v2 query result size stored (1000000000) kb per 24 hrs has been exceeded'),
    ));
  it('leaves everything else alone', () =>
    checkLimit(false, refused('INVALID_FIELD', 'x'), refused('INSUFFICIENT_ACCESS', 'x', 403)));
});
