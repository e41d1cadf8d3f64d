import { checkMarked } from './marked-findings.ts';

const check = (mapping: string): unknown => checkMarked({ mapping });

describe('checkMaps', () => {
  it('finds the values that a map misses', () =>
    check(`people:
  lead:
    attributes:
      Heat:
        from: Rating
        map: { Hot: hot, Warm: warm }
#       ^^^ mapping/incomplete-map
      Silent: { from: Rating, map: { Hot: hot }, otherwise: keep }
      Complete: { from: Rating, map: { Hot: 3, Warm: 2, Cold: 1 } }
`));
  it('finds keys that are no values, for labels by label', () =>
    check(`people:
  lead:
    attributes:
      Heat:
        from: Rating
        otherwise: unset
        map:
          Hott: hot
#         ^^^^ mapping/value-not-in-picklist
      Label:
        from: label(Rating)
        otherwise: unset
        map: { HOT: hot }
`));
});
