import type { DiagnosticCode } from '@sf-braze/mapping-core';
import type { SyncFailure } from './failures.ts';
import type { PlannedRun } from './plan-sync.ts';
import type { DestinationUsage } from './ports.ts';
import type { Sending } from './send/sending.ts';
import { failedRecords, type StreamCount, streamCount } from './tally.ts';

/** What a run did: counts, codes and names. Never a value of a record. */
export interface SyncReport {
  readonly id: string;
  readonly plan: string;
  readonly environment: string;
  readonly org: string;
  readonly endpoint: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly outcome: 'done' | 'partial' | 'stopped';
  /** Code of what stopped it. */
  readonly stoppedBy: DiagnosticCode | undefined;
  readonly streams: readonly (StreamCount & { readonly name: string; readonly object: string })[];
  readonly events: Readonly<Record<string, number>>;
  readonly problems: Readonly<Partial<Record<DiagnosticCode, number>>>;
  /** Records that did not go through. */
  readonly failed: number;
  readonly waiting: { readonly eventsReady: number; readonly eventsUnknown: number; readonly aliases: number };
  readonly braze: DestinationUsage;
  readonly salesforce: { readonly calls: number; readonly used: number | undefined; readonly max: number | undefined };
  /** Where the windows of the next run begin, before the overlap; undefined when this run did not complete. */
  readonly watermark: string | undefined;
}

export interface ReportInput {
  readonly sending: Sending;
  readonly planned: PlannedRun;
  readonly startedAt: string;
  readonly failure: SyncFailure | undefined;
}

export async function syncReport({ sending, planned, startedAt, failure }: ReportInput): Promise<SyncReport> {
  const { context } = sending.pass;
  const waiting = await context.store.counts();
  const failed = failedRecords(sending.tally);
  const usage = context.source.usage();
  const incomplete = failed > 0 || waiting.eventsSending > 0;
  return {
    id: context.runId,
    plan: planned.plan.id,
    environment: context.environment.name,
    org: context.org.id,
    endpoint: context.environment.braze.endpoint,
    startedAt,
    finishedAt: context.clock.now(),
    outcome: failure !== undefined ? 'stopped' : incomplete ? 'partial' : 'done',
    stoppedBy: failure?.code,
    streams: planned.streams.map(({ name, compiled }) => ({
      ...streamCount(sending.tally, name),
      name,
      object: compiled.object,
    })),
    events: Object.fromEntries(sending.tally.events),
    problems: Object.fromEntries(sending.tally.problems),
    failed,
    waiting: { eventsReady: waiting.eventsReady, eventsUnknown: waiting.eventsSending, aliases: waiting.aliasesWanted },
    braze: context.destination.usage(),
    salesforce: { calls: context.source.calls(), used: usage?.used, max: usage?.max },
    watermark: failure === undefined ? context.at : undefined,
  };
}
