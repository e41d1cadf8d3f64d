export { planWorkspace, type WorkspacePlan } from './send/workspace.ts';
export { type BrazeClient, type BrazeClientOptions, createBrazeClient } from './braze/client.ts';
export { createDestination, type DestinationOptions } from './braze/destination.ts';
export { describeMapped } from './describe-mapped.ts';
export { isSyncFailure, type SyncFailure, syncFailure } from './failures.ts';
export { fingerprints, newFingerprintKey } from './fingerprints.ts';
export { type GatedCounts, type GateState } from './gates.ts';
export { previewRecord, type RecordPreview } from './preview-record.ts';
export { type PlanResult, runPlan } from './run-plan.ts';
export { type RunRequest, runSync, type SyncResult } from './run-sync.ts';
export type { SyncPlan } from './sync-plan.ts';
export type { SyncReport } from './report.ts';
export type { SyncRequest } from './prepare-run.ts';
export type { World } from './run-context.ts';
export { createSource, type SourceOptions } from './salesforce/source.ts';
export { connectOrg } from './salesforce/connect.ts';
export type { OutboxEntry, ProblemEntry, RunRecord, StateCounts, StateOwner, StateStore, StoredPlan } from './state.ts';
export { openSqliteStore } from './storage/sqlite-store.ts';
export { readStateOwner } from './storage/state-owner.ts';
export type {
  ApiUsage,
  Clock,
  Destination,
  DestinationUsage,
  ExportedProfile,
  OrgIdentity,
  Outcome,
  Progress,
  ProgressEvent,
  RunStage,
  Reading,
  Sent,
  Source,
  SourceQuery,
  WorkspaceCatalog,
} from './ports.ts';
export { runStages } from './ports.ts';
