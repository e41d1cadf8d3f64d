import type { PersonInput, ReconcileContext } from './context.ts';
import type { PersonPlan } from './plans.ts';
import { type Situation, situationOf } from './situation.ts';
import { createProfile, keepBack, restoreProfile, suspendProfile, updateProfile } from './transitions.ts';

/**
 * Everything that follows from one person's records and links. Pure: the same input gives the same plan,
 * and a plan whose calls were accepted gives an empty one next time.
 * A plan with cause `none` only carries problems, links and rules. Undefined: nobody is known, and nobody may be created.
 */
export function reconcilePerson(input: PersonInput, context: ReconcileContext): PersonPlan | undefined {
  const situation: Situation = situationOf(input, context);
  switch (situation.kind) {
    case 'nobody':
      return undefined;
    case 'create':
      return createProfile(situation, input, context);
    case 'update':
      return updateProfile(situation, input, context);
    case 'suspend':
      return suspendProfile(situation, input, context);
    case 'restore':
      return restoreProfile(situation, input, context);
    case 'keep-back':
      return keepBack(situation, input, context);
  }
}
