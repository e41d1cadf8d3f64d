import type { ConsentRule } from '../language/mapping.ts';
import type { WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import type { Fingerprint } from './known.ts';
import type { SubscriptionGroupState } from './plans.ts';
import { type ValueChange, valueChange } from './values.ts';

export interface ConsentChange {
  /** `email_subscribe`, when it changes. */
  readonly email: ValueChange | undefined;
  readonly groups: readonly SubscriptionGroupState[];
  /** What to note for the groups, by `subscription_groups.<id>`. */
  readonly accepted: readonly ValueChange[];
}

/**
 * Opt-outs count from any record of the person. They move one way: `subscribed` is only sent where the rule says `both`,
 * and only when an opt-out that was sent before is gone.
 */
export function consentChange(
  records: readonly WantedPerson[],
  sent: ReadonlyMap<string, Fingerprint>,
  { compiled, fingerprint }: ReconcileContext,
): ConsentChange {
  const { email, groups } = compiled.mapping.consent;
  const change = (rule: ConsentRule, name: string, optedOut: readonly (boolean | undefined)[]) => {
    const returns = (): boolean => sent.get(name) === fingerprint(name, 'unsubscribed');
    return valueChange(name, stateOf(rule, optedOut, returns), sent, fingerprint);
  };
  const changed = groups.flatMap((rule): [string, ValueChange][] => {
    const states = records.map((record) => record.groups.get(rule.id));
    const value = change(rule, `subscription_groups.${rule.id}`, states);
    return value === undefined ? [] : [[rule.id, value]];
  });
  return {
    email:
      email &&
      change(
        email,
        'email_subscribe',
        records.map(({ optedOut }) => optedOut),
      ),
    groups: changed.map(([id, { value }]) => ({
      subscription_group_id: id,
      subscription_state: value === 'subscribed' ? 'subscribed' : 'unsubscribed',
    })),
    accepted: changed.map(([, value]) => value),
  };
}

function stateOf(
  { direction }: ConsentRule,
  optedOut: readonly (boolean | undefined)[],
  wasUnsubscribed: () => boolean,
): 'unsubscribed' | 'subscribed' | undefined {
  if (optedOut.includes(true)) return 'unsubscribed';
  return direction === 'both' && optedOut.includes(false) && wasUnsubscribed() ? 'subscribed' : undefined;
}
