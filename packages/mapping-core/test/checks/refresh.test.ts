import { checkMarked } from './marked-findings.ts';

describe('checkRefresh', () => {
  it('asks for a refresh where the calendar decides', () => {
    checkMarked({
      mapping: `people:
  contact:
    where: IsPersonAccount == false
    attributes:
      Age: age(Birthdate)
#          ^^^^^^^^^^^^^^ mapping/refresh-missing
      AgeDaily: { from: age(Birthdate), refresh: 24h }
`,
    });
  });
});
