import assert from 'node:assert/strict';
import { readCondition } from '../../src/transform/read-condition.ts';
import { b2bMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { b2bSnapshot } from '../fixtures/b2b-snapshot.ts';

/** Where the contact's condition reads, after these lines of the example are gone. */
function check(options: { readonly without: readonly string[]; readonly firstLoad: boolean }, expected: unknown): void {
  const mapping = b2bMapping(b2bSnapshot, (text) =>
    options.without.reduce((before, line) => before.replaceAll(line, ''), text),
  );
  const contact = compiled(mapping).people.get('contact');
  assert.ok(contact !== undefined);
  const { firstLoad } = options;
  assert.equal(readCondition(mapping, contact, { firstLoad, multiCurrency: true }), expected);
}

describe('readCondition', () => {
  const exit = '    on_exit: suspend\n';
  const consent = 'consent:\n  email: { from: HasOptedOutOfEmail, direction: opt_out_only }\n';
  const erase = '  erase: Individual.ShouldForget\n';

  it('lets Salesforce decide on a first load', () => {
    check({ without: [], firstLoad: true }, 'IsPersonAccount = false');
  });

  it('reads everything while an exit, an opt-out or an erasure has to be noticed', () => {
    for (const without of [[], [exit, consent], [consent, erase], [exit, erase]]) {
      check({ without, firstLoad: false }, undefined);
    }
    check({ without: [exit, consent, erase], firstLoad: false }, 'IsPersonAccount = false');
  });
});
