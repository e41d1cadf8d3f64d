import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping, infos: ['mapping/policy-without-effect'] });

describe('checkLifecycle', () => {
  it('warns about profiles that go at once', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
lifecycle:
  delete:
    then: delete
    after: 0d
#          ^^ mapping/immediate-deletion
`));
  it('counts people who leave the filter, and profiles with an external id', () =>
    check(`people:
  lead: { on_exit: delete }
lifecycle:
  delete:
    people: ignore
    identified: delete
    after: 0m
#          ^^ mapping/immediate-deletion
`));
  it('takes a deletion that waits', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
lifecycle:
  delete: { then: delete, after: 1d }
`));
  it('tells which policies have nobody to apply to', () =>
    check(`identity:
  external_id:
    on_conflict: contact_wins
#                ^^^^^^^^^^^^ mapping/policy-without-effect
people:
  individual: { from: Individual }
lifecycle:
  convert: merge
#          ^^^^^ mapping/policy-without-effect
  merge: report
#        ^^^^^^ mapping/policy-without-effect
`));
  it('keeps merge policies for leads alone', () =>
    check(`people:
  lead: { attributes: { Score: Score__c } }
lifecycle:
  convert: separate
#          ^^^^^^^^ mapping/policy-without-effect
  merge: report
`));
});
