import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping, infos: ['mapping/where-not-pushed'] });

describe('checkWherePushdown', () => {
  it('tells the parts that only the evaluator decides', () =>
    check(`people:
  lead:
    where: Status != 'Disqualified' && Rating == 'Hot'
#          ^^^^^^^^^^^^^^^^^^^^^^^^ mapping/where-not-pushed
`));
  it('tells nothing when SOQL can decide all of it', () =>
    check(`people:
  lead:
    where: Status == 'Open' && Rating in ['Hot', 'Warm']
`));
});
