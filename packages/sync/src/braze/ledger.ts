import type { Outcome, Sent } from '../ports.ts';
import type { WriteRequest } from './endpoints.ts';
import { objectsOf, type Part } from './request-parts.ts';

/** The outcomes of a request while its parts are sent; unknown until decided. */
export interface Ledger {
  /** Notes the outcomes of a part, which are in the order of its indexes. */
  settle(part: Part, sent: Sent): void;
  /** Notes the outcomes of some objects, by position in the part; gives the part that is left. */
  decide(part: Part, decided: ReadonlyMap<number, Outcome>): readonly Part[];
  /** Something may have reached Braze. */
  touch(): void;
  touched(): boolean;
  sent(): Sent;
}

export function openLedger(request: WriteRequest): Ledger {
  const outcomes = {
    attributes: unknown(request.kind === 'track' ? request.attributes : []),
    events: unknown(request.kind === 'track' ? request.events : []),
    objects: unknown(objectsOf(request)),
  };
  let touched = false;
  return {
    settle(part, sent) {
      touched = true;
      note(outcomes.attributes, part.attributes, (position) => sent.attributes[position]);
      note(outcomes.events, part.events, (position) => sent.events[position]);
      note(outcomes.objects, part.objects, (position) => sent.objects[position]);
    },
    decide(part, decided) {
      touched = true;
      note(outcomes.objects, part.objects, (position) => decided.get(position));
      const objects = part.objects.filter((_, position) => !decided.has(position));
      return objects.length === 0 ? [] : [{ ...part, objects }];
    },
    touch: () => void (touched = true),
    touched: () => touched,
    sent: () => outcomes,
  };
}

function unknown(objects: readonly unknown[]): Outcome[] {
  return objects.map(() => ({ kind: 'unknown' }));
}

function note(
  outcomes: Outcome[],
  indexes: readonly number[],
  outcomeAt: (position: number) => Outcome | undefined,
): void {
  for (const [position, index] of indexes.entries()) {
    const outcome = outcomeAt(position);
    if (outcome !== undefined) outcomes[index] = outcome;
  }
}
