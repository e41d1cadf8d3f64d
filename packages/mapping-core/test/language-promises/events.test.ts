import assert from 'node:assert/strict';
import type { KnownPerson } from '../../src/reconcile/known.ts';
import type { PersonPlan } from '../../src/reconcile/plans.ts';
import type { CompiledMapping } from '../../src/transform/compiled.ts';
import { checkedMapping, compiled } from '../fixtures/b2b-compiled.ts';
import { acceptPerson } from '../reconcile/accept.ts';
import { planContact } from '../reconcile/plan-contact.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A contact seen several times: its fields, and the names of the events that follow. */
type History = readonly (readonly [Fields, readonly string[]])[];

interface EventCase {
  /** Under `events`. */
  readonly rule: string;
  readonly where?: string;
  readonly firstLoad?: boolean;
  readonly history: History;
}

function check({ rule, where, firstLoad = false, history }: EventCase): void {
  const mapping = mappingOf(rule, where);
  let known: KnownPerson | undefined;
  const logged = history.map(([record], index) => {
    const plan = planned(mapping, known, record, firstLoad && index === 0);
    if (plan !== undefined) known = acceptPerson(known, plan);
    return plan?.events.map(({ name }) => name) ?? [];
  });
  assert.deepEqual(
    logged,
    history.map(([, names]) => names),
  );
}

function planned(
  mapping: CompiledMapping,
  known: KnownPerson | undefined,
  record: Fields,
  isFirst: boolean,
): PersonPlan | undefined {
  return planContact({
    compiled: mapping,
    known,
    record: { Email: 'ada@acme.example', ...record },
    context: { firstLoad: () => isFirst },
  });
}

function mappingOf(rule: string, where = 'IsPersonAccount == false'): CompiledMapping {
  return compiled(
    checkedMapping(`version: 1
kind: mapping
name: test
people:
  contact:
    where: ${where}
    on_exit: suspend
    profile: { email: Email }
events:
  ${rule}
`),
  );
}

const edge = (when: string, more = ''): string => `happened: { on: Contact, when: "${when}", to: self${more} }`;
const happened = ['happened'];

const promises: Readonly<Record<string, readonly EventCase[]>> = {
  'an event is logged when its condition begins to hold, each time': [
    {
      rule: edge('DoNotCall'),
      history: [
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true }, happened],
        [{ DoNotCall: true, Title: 'CTO' }, []],
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true }, happened],
      ],
    },
  ],
  'a record seen for the first time had no past in which it held': [
    { rule: edge('DoNotCall'), history: [[{ DoNotCall: true }, happened]] },
  ],
  'on the first load of an event `backfill` decides, and nothing is logged later for the same truth': [
    {
      rule: edge('DoNotCall'),
      firstLoad: true,
      history: [
        [{ DoNotCall: true }, []],
        [{ DoNotCall: true, Email: 'b@acme.example' }, []],
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true }, happened],
      ],
    },
    {
      rule: edge('DoNotCall', ', backfill: emit'),
      firstLoad: true,
      history: [
        [{ DoNotCall: true }, happened],
        [{ DoNotCall: true }, []],
      ],
    },
    {
      rule: edge('DoNotCall', ', backfill: emit'),
      firstLoad: true,
      history: [
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true }, happened],
      ],
    },
  ],
  '`where` has to hold at the moment itself, and not only later': [
    {
      rule: edge('DoNotCall', ', where: "Title == \'CTO\'"'),
      history: [
        [{ DoNotCall: false, Title: 'CEO' }, []],
        [{ DoNotCall: true, Title: 'CEO' }, []],
        [{ DoNotCall: true, Title: 'CTO' }, []],
        [{ DoNotCall: false, Title: 'CTO' }, []],
        [{ DoNotCall: true, Title: 'CTO' }, happened],
      ],
    },
  ],
  'a condition that names `previous` is the edge itself, once per change': [
    {
      rule: edge('Title != previous.Title'),
      history: [
        [{ Title: 'CTO' }, []],
        [{ Title: 'CEO' }, happened],
        [{ Title: 'CEO', Department: 'IT' }, []],
        [{ Title: 'CFO' }, happened],
        [{ Title: 'CTO' }, happened],
      ],
    },
    {
      rule: edge('Title == previous.Title && DoNotCall'),
      history: [
        [{ Title: 'CTO', DoNotCall: true }, []],
        [{ Title: 'CTO', DoNotCall: true }, happened],
      ],
    },
  ],
  'blank is a value where a field is compared with its own past': [
    {
      rule: edge('Title != previous.Title'),
      history: [
        [{ Title: null }, []],
        [{ Title: 'CTO' }, happened],
        [{ Title: null }, happened],
        [{ Title: null }, []],
      ],
    },
  ],
  'any field can be compared with its own past, and a picklist with another value': [
    {
      rule: edge('Score__c != previous.Score__c'),
      history: [
        [{ Score__c: 1 }, []],
        [{ Score__c: 1 }, []],
        [{ Score__c: 2 }, happened],
      ],
    },
    {
      rule: edge("previous.Plan__c == 'trial' && Plan__c == 'team'"),
      history: [
        [{ Plan__c: 'trial' }, []],
        [{ Plan__c: 'team' }, happened],
        [{ Plan__c: 'enterprise' }, []],
        [{ Plan__c: 'team' }, []],
      ],
    },
    {
      rule: edge('DoNotCall && !previous.DoNotCall'),
      history: [
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true }, happened],
        [{ DoNotCall: true }, []],
      ],
    },
  ],
  'without `when`, the first time in scope counts, and no later one': [
    {
      rule: 'happened: { on: Contact, to: self }',
      where: "Department == 'IT'",
      history: [
        [{ Department: 'HR' }, []],
        [{ Department: 'IT' }, happened],
        [{ Department: 'HR' }, []],
        [{ Department: 'IT' }, []],
      ],
    },
  ],
  'a deletion is a moment too': [
    {
      rule: edge('IsDeleted'),
      history: [
        [{ IsDeleted: false }, []],
        [{ IsDeleted: true }, happened],
        [{ IsDeleted: true }, []],
      ],
    },
  ],
  'an event whose property must not be blank waits until it is there': [
    {
      rule: edge('DoNotCall', ', properties: { title: { from: Title, when_null: error } }'),
      history: [
        [{ DoNotCall: false }, []],
        [{ DoNotCall: true, Title: null }, []],
        [{ DoNotCall: true, Title: 'CTO' }, happened],
        [{ DoNotCall: true, Title: 'CEO' }, []],
      ],
    },
  ],
};

describe('events', () => {
  for (const [title, cases] of Object.entries(promises)) {
    it(title, () => {
      for (const one of cases) check(one);
    });
  }

  it('start over in silence when the text of `when` was changed, whatever `backfill` says', () => {
    const record = { DoNotCall: true, Title: 'CTO' };
    for (const backfill of ['skip', 'emit']) {
      const first = planned(mappingOf(edge("Title == 'CEO'")), undefined, record, false);
      const known = first && acceptPerson(undefined, first);
      const changed = mappingOf(edge('DoNotCall', `, backfill: ${backfill}`));
      assert.deepEqual(planned(changed, known, record, false)?.events, []);
    }
  });
});
