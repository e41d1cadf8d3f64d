import type { BrazeValue } from '../braze/objects.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import type { ConsentChange } from './consent.ts';
import type { ReconcileContext } from './context.ts';
import type { Fingerprint } from './known.ts';
import type { AttributesCall } from './plans.ts';
import { fieldChange, type ValueChange, valueChange } from './values.ts';

/** Mapped values of the leading record that Braze does not hold yet. */
export function mappedChanges(
  leading: WantedPerson,
  sent: ReadonlyMap<string, Fingerprint>,
  options: {
    readonly withoutAddress: boolean;
    /** People keys of the person's other records. */
    readonly otherPeople: ReadonlySet<string>;
  },
  context: ReconcileContext,
): readonly ValueChange[] {
  const { destinations } = context.compiled.people.get(leading.people) ?? { destinations: [] };
  const own = destinations.flatMap(({ destination }, index): ValueChange[] => {
    const isAddress = destination.kind === 'profile' && destination.name === 'email';
    const wanted = options.withoutAddress && isAddress ? null : leading.values[index];
    const change = fieldChange(destination, wanted, sent, context.fingerprint);
    return change === undefined ? [] : [change];
  });
  return [...own, ...leftovers(leading, sent, options.otherPeople, context)];
}

/** What only the person's other records map is blank on the leading one: a lead's fields after its contact took over. */
function leftovers(
  leading: WantedPerson,
  sent: ReadonlyMap<string, Fingerprint>,
  otherPeople: ReadonlySet<string>,
  { compiled }: ReconcileContext,
): readonly ValueChange[] {
  // Records of the leading one's own key map nothing else; nearly everybody has no other.
  if ([...otherPeople].every((people) => people === leading.people)) return [];
  const own = new Set(compiled.people.get(leading.people)?.destinations.map(({ destination }) => destination.name));
  const names = new Set<string>();
  for (const people of otherPeople) {
    for (const { destination } of compiled.people.get(people)?.destinations ?? []) {
      const { name, field } = destination;
      if (!own.has(name) && sent.has(name) && field.write === 'always') names.add(name);
    }
  }
  return [...names].map((name) => ({ name, value: null, fingerprint: null }));
}

/** Link attributes whose set changed. */
export function linkChanges(
  attributes: ReadonlyMap<string, BrazeValue | null>,
  sent: ReadonlyMap<string, Fingerprint>,
  { fingerprint }: ReconcileContext,
): readonly ValueChange[] {
  return [...attributes].flatMap(([name, value]) => valueChange(name, value, sent, fingerprint) ?? []);
}

/** One attributes object; nothing when it would hold nothing but the handle. */
export function attributesCall(
  create: boolean,
  changes: readonly ValueChange[],
  consent: ConsentChange,
): AttributesCall | undefined {
  const all = [...changes, ...(consent.email === undefined ? [] : [consent.email])];
  if (!create && all.length === 0 && consent.groups.length === 0) return undefined;
  return {
    create,
    attributes: Object.fromEntries(all.map(({ name, value }) => [name, value])),
    groups: consent.groups,
    accepted: new Map([...all, ...consent.accepted].map(({ name, fingerprint }) => [name, fingerprint])),
  };
}
