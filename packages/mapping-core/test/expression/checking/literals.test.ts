import assert from 'node:assert/strict';

import { printNode } from '../../../src/expression/print.ts';
import { checkFindings, condition, expression } from '../expressions.ts';

describe('checkExpression: literals beside fields', () => {
  it('brings ids into their 18-character form', () => {
    const { node } = expression("AccountId == '0015g00000AcD1e'", condition);
    assert.equal(node.kind === 'binary' && node.right.kind === 'literal' && node.right.value, '0015g00000AcD1eAAF');
    checkFindings("AccountId in ['0015g00000AcD1e', '0015g00000AcD1eAAF']", condition);
    checkFindings("org.id == '00D5g000004BfXb' && id18(Title) == '0015g00000AcD1e'", condition);
    assert.match(printNode(expression("org.id == '00D5g000004BfXb'").node), /'00D5g000004BfXbEAK'$/);
    checkFindings(
      `AccountId == 'Acme'
             ^^^^^^ record/id-malformed`,
      condition,
    );
  });

  it('looks values up in restricted picklists', () => {
    checkFindings("Rating == 'Hot'", condition);
    checkFindings(
      `Rating == 'hot'
          ^^^^^ mapping/value-not-in-picklist (Hot)`,
      condition,
    );
    checkFindings(
      `Rating in ['Hot', 'Cool']
                  ^^^^^^ mapping/value-not-in-picklist (Cold)`,
      condition,
    );
    checkFindings(
      `'LATAM' in Regions__c
^^^^^^^ mapping/value-not-in-picklist`,
      condition,
    );
    checkFindings("LeadSource == 'Anything'", condition);
  });
});
