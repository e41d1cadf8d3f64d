import assert from 'node:assert/strict';

import { printNode } from '../../src/expression/print.ts';
import { expression } from './expressions.ts';

/** A text prints as it is written here, and reads back as the same text. */
function check(text: string, expected = text): void {
  const printed = printNode(expression(text, { allowPrevious: true }).node);
  assert.equal(printed, expected);
  assert.equal(printNode(expression(printed, { allowPrevious: true }).node), expected);
}

describe('printNode', () => {
  it('prints every kind of node', () => {
    check("coalesce(Email, 'it\\'s\\n') + 'a'");
    check('Rating == null && Email != null');
    check('Rating != previous.Rating || Rating == previous.Rating');
    check("previous.Rating == 'Hot'");
    check('Vip__c ? org.id : env');
    check("'EMEA' in Regions__c");
    check('[Email, Phone]');
    check('-Score__c');
  });

  it('leaves out brackets that say nothing, and keeps the others', () => {
    check('((Vip__c)) && (Email == null || !(Vip__c))', 'Vip__c && (Email == null || !Vip__c)');
    check('(Score__c + 1) * 2 - (3 - Score__c)', '(Score__c + 1) * 2 - (3 - Score__c)');
    check('(Score__c * 1) + 2', 'Score__c * 1 + 2');
    check("!(Email == 'a')");
    check('(Vip__c ? Email : Phone) == null');
    check('(Vip__c ? true : Vip__c) ? 1 : 2');
    check('(Score__c > 1) == (Score__c < 2)', 'Score__c > 1 == Score__c < 2');
    check("(Email == 'a') == true", "Email == 'a' == true");
    check("Vip__c == (Email == 'a')");
  });

  it('prints a call behind a dot as a plain call, without what was added to it', () => {
    check('Amount.corporate()', 'corporate(Amount)');
  });
});
