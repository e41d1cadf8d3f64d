import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { redactSecrets, redactText } from '../../src/observe/redact.ts';

function checkText(text: string, values: readonly string[], expected: string) {
  return () => assert.equal(redactText(text, values), expected);
}

describe('redactSecrets', () => {
  const key = 'a+b/c"d-0f3e';
  const check = (text: string, expected: string) => () => assert.equal(redactSecrets(text, [key]), expected);

  it('removes a key that an answer repeats', check(`Invalid API key: ${key}`, 'Invalid API key: ‹secret›'));
  it('removes it from JSON', check(JSON.stringify({ message: key }), '{"message":"‹secret›"}'));
  it('removes it from a query', check(`?api_key=${encodeURIComponent(key)}`, '?api_key=‹secret›'));
  it('removes it in base64', check(Buffer.from(key).toString('base64'), '‹secret›'));
  it('removes every bearer token', check('authorization: bearer abc.DEF-1~2=', 'authorization: Bearer ‹secret›'));
  it('leaves everything else alone', check('ada@example.com\n{"id":"001"}', 'ada@example.com\n{"id":"001"}'));
  it('changes nothing for an empty secret', () => assert.equal(redactSecrets('abc', ['']), 'abc'));
});

describe('redactText', () => {
  it('removes e-mail addresses', checkText('no: ada.byron+x@mail.example.com!', [], 'no: ‹email›'));
  it('removes given values', checkText("'Ada' is not a number", ['Ada'], "'‹value›' is not a number"));
  it('removes the longer of two values first', checkText('Ada Byron', ['Ada', 'Ada Byron'], '‹value›'));
  it('removes short values as words only', checkText("'CEO' is no CEOs", ['CEO'], "'‹value›' is no CEOs"));
  it('takes a value literally', checkText('a.c abc', ['a.c'], '‹value› abc'));
  it('keeps one line without control characters', checkText('a\u001b[31mb\r\nc\u202ed', [], 'a [31mb c d'));
  it('removes bearer tokens', checkText('Bearer abc', [], 'Bearer ‹secret›'));

  it('is never longer than 200 characters and an ellipsis', () => {
    fc.assert(fc.property(fc.string({ maxLength: 5000 }), (text) => redactText(text).length <= 201));
  });

  it('never leaves a whole e-mail address', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), fc.string(), (before, email, after) => {
        assert.ok(!redactText(`${before} ${email} ${after}`).includes(` ${email} `));
      }),
    );
  });
});
