import type { RecordFinding, WantedPerson } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import { ruleOutcome } from './event-edges.ts';
import type { KnownPerson, KnownRule } from './known.ts';
import type { EventDraft } from './plans.ts';

export interface RulesPlan {
  /** By `event|record`, what has to be remembered anew. */
  readonly rules: ReadonlyMap<string, KnownRule>;
  readonly events: readonly EventDraft[];
  readonly findings: readonly RecordFinding[];
}

/** The event rules that a person's own records can trigger. */
export function personRules(
  known: KnownPerson | undefined,
  records: readonly WantedPerson[],
  context: ReconcileContext,
): RulesPlan {
  const rules = new Map<string, KnownRule>();
  const events: EventDraft[] = [];
  const findings: RecordFinding[] = [];
  for (const record of records) {
    for (const event of record.events) {
      if (event.rule.to.kind !== 'self') continue;
      const name = `${event.rule.name}|${record.id}`;
      const outcome = ruleOutcome(event, record, known?.rules.get(name), context);
      if (outcome.rule !== undefined) rules.set(name, outcome.rule);
      if (outcome.event !== undefined) events.push(outcome.event);
      findings.push(...outcome.findings);
    }
  }
  return { rules, events, findings };
}
