import type { EngineWorld } from './engine-world.ts';

/** Something that somebody does in the CRM, to a record of the example org. */
export interface CrmChange {
  readonly name: string;
  apply(engine: EngineWorld): Promise<unknown>;
}

type Raw = Readonly<Record<string, unknown>>;

/** The n-th record that fits, in order of id; every change picks its own. */
async function pick(
  { records }: EngineWorld,
  object: string,
  n: number,
  fits: (record: Raw) => boolean = () => true,
): Promise<Raw> {
  const live = (await records(object)).filter((record) => record['IsDeleted'] !== true && fits(record));
  const found = live.toSorted((a, b) => (String(a['Id']) < String(b['Id']) ? -1 : 1))[n % Math.max(1, live.length)];
  if (found === undefined) throw new Error(`the org has no such ${object}`);
  return found;
}

const business = (account: Raw): boolean => account['IsPersonAccount'] !== true;
const open = (deal: Raw): boolean => deal['IsClosed'] !== true;
const reachable = (person: Raw): boolean => typeof person['Email'] === 'string';
const employed = (contact: Raw): boolean => reachable(contact) && typeof contact['AccountId'] === 'string';
const working = (lead: Raw): boolean =>
  reachable(lead) && lead['IsConverted'] !== true && lead['Status'] !== 'Disqualified';

/** A list of changes that covers the transitions in scope. `n` chooses the records. */
export function crmChanges(n: number): readonly CrmChange[] {
  return [
    {
      name: 'a contact moves to another account',
      apply: async (engine) => {
        const contact = await pick(engine, 'Contact', n, employed);
        const account = await pick(
          engine,
          'Account',
          n + 1,
          (one) => business(one) && one['Id'] !== contact['AccountId'],
        );
        await engine.put('Contact', { Id: contact['Id'], AccountId: account['Id'] });
      },
    },
    {
      name: 'a contact leaves its account',
      apply: async (engine) => {
        const contact = await pick(engine, 'Contact', n + 3, employed);
        await engine.put('Contact', { Id: contact['Id'], AccountId: null });
      },
    },
    {
      name: 'an account is renamed and loses a field',
      apply: async (engine) => {
        const account = await pick(engine, 'Account', n, business);
        await engine.put('Account', { Id: account['Id'], Name: 'Renamed Inc', Segment__c: null });
      },
    },
    {
      name: 'fields of a contact are cleared',
      apply: async (engine) => {
        const contact = await pick(
          engine,
          'Contact',
          n + 5,
          (one) => reachable(one) && typeof one['Title'] === 'string',
        );
        await engine.put('Contact', { Id: contact['Id'], Title: null, Department: null });
      },
    },
    {
      name: 'a deal enters another stage',
      apply: async (engine) => {
        const deal = await pick(
          engine,
          'Opportunity',
          n,
          (one) => open(one) && one['StageName'] !== 'Negotiation/Review',
        );
        await engine.put('Opportunity', { Id: deal['Id'], StageName: 'Negotiation/Review' });
      },
    },
    {
      name: 'a deal closes',
      apply: async (engine) => {
        const deal = await pick(engine, 'Opportunity', n + 1, open);
        await engine.put('Opportunity', { Id: deal['Id'], StageName: 'Closed Won' });
      },
    },
    {
      name: 'a deal goes to another account',
      apply: async (engine) => {
        const account = await pick(engine, 'Account', n + 2, business);
        const deal = await pick(engine, 'Opportunity', n + 2, (one) => open(one) && one['AccountId'] !== account['Id']);
        await engine.put('Opportunity', { Id: deal['Id'], AccountId: account['Id'] });
      },
    },
    {
      name: 'somebody joins a deal',
      apply: async (engine) => {
        const deal = await pick(engine, 'Opportunity', n + 3, open);
        const contact = await pick(engine, 'Contact', n + 7, employed);
        await engine.put('OpportunityContactRole', {
          OpportunityId: deal['Id'],
          ContactId: contact['Id'],
          IsPrimary: false,
        });
      },
    },
    {
      name: 'a contact opts out',
      apply: async (engine) => {
        const contact = await pick(
          engine,
          'Contact',
          n + 2,
          (one) => reachable(one) && one['HasOptedOutOfEmail'] !== true,
        );
        await engine.put('Contact', { Id: contact['Id'], HasOptedOutOfEmail: true });
      },
    },
    {
      name: 'a lead arrives, and one with a user id',
      apply: (engine) =>
        engine.put(
          'Lead',
          {
            FirstName: 'Grace',
            LastName: `Hopper ${n}`,
            Email: `grace${n}@navy.example`,
            Company: 'Navy',
            Status: 'Working',
          },
          {
            FirstName: 'Mary',
            LastName: `Keller ${n}`,
            Email: `mary${n}@clarke.example`,
            Company: 'Clarke',
            Status: 'Working',
            App_User_Id__c: `user-mary-${n}`,
          },
        ),
    },
    {
      name: 'a contact arrives with an account',
      apply: async (engine) => {
        const [account] = await engine.put('Account', { Name: `Fresh ${n}` });
        await engine.put('Contact', { LastName: `New ${n}`, Email: `new${n}@fresh.example`, AccountId: account });
      },
    },
    {
      name: 'a lead leaves the filter',
      apply: async (engine) => {
        const lead = await pick(engine, 'Lead', n, working);
        await engine.put('Lead', { Id: lead['Id'], Status: 'Disqualified' });
      },
    },
    {
      name: 'a contact is deleted',
      apply: async (engine) => {
        const contact = await pick(engine, 'Contact', n + 9, reachable);
        await engine.act({ delete: { ids: [contact['Id']] } });
      },
    },
    {
      name: 'an account is deleted',
      apply: async (engine) => {
        const account = await pick(engine, 'Account', n + 4, business);
        await engine.act({ delete: { ids: [account['Id']] } });
      },
    },
    {
      name: 'an account is merged into another',
      apply: async (engine) => {
        const master = await pick(engine, 'Account', n + 5, business);
        const loser = await pick(engine, 'Account', n + 6, (one) => business(one) && one['Id'] !== master['Id']);
        await engine.act({ merge: { object: 'Account', master: master['Id'], losers: [loser['Id']] } });
      },
    },
    {
      name: 'a lead comes back into the filter',
      apply: async (engine) => {
        const lead = await pick(engine, 'Lead', n, (one) => reachable(one) && one['Status'] === 'Disqualified');
        await engine.put('Lead', { Id: lead['Id'], Status: 'Working' });
      },
    },
    {
      name: 'a contact opts in again',
      apply: async (engine) => {
        const contact = await pick(engine, 'Contact', n, (one) => one['HasOptedOutOfEmail'] === true);
        await engine.put('Contact', { Id: contact['Id'], HasOptedOutOfEmail: false });
      },
    },
    {
      name: 'a deleted contact is put back',
      apply: async (engine) => engine.act({ undelete: { ids: [(await binned(engine, 'Contact', n))['Id']] } }),
    },
    {
      name: 'a deleted account is put back with all that is its',
      apply: async (engine) => engine.act({ undelete: { ids: [(await binned(engine, 'Account', n))['Id']] } }),
    },
    {
      name: 'a contact has the user id of a lead',
      apply: async (engine) => {
        const lead = await pick(engine, 'Lead', n, (one) => working(one) && typeof one['App_User_Id__c'] === 'string');
        const userId = lead['App_User_Id__c'];
        await engine.put('Contact', {
          LastName: `Shared ${n}`,
          Email: `shared${n}@acme.example`,
          App_User_Id__c: userId,
        });
      },
    },
    {
      name: 'a role vanishes without a trace, and a day passes',
      apply: async (engine) => {
        const role = await pick(engine, 'OpportunityContactRole', n + 2);
        await engine.act({ delete: { ids: [role['Id']] } });
        await engine.advance(25 * 60);
      },
    },
  ];
}

async function binned({ records }: EngineWorld, object: string, n: number): Promise<Raw> {
  const bin = (await records(object)).filter(
    (one) => one['IsDeleted'] === true && (one['MasterRecordId'] ?? null) === null,
  );
  const found = bin[n % Math.max(1, bin.length)];
  if (found === undefined) throw new Error(`no ${object} is in the bin`);
  return found;
}

/** Applies all of them, a minute apart. */
export async function applyAll(engine: EngineWorld, changes: readonly CrmChange[]): Promise<void> {
  for (const change of changes) {
    await engine.advance(1);
    await change.apply(engine);
  }
  await engine.advance(1);
}
