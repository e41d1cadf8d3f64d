export { isSyncFailure, syncFailure, type SyncFailure } from './failures.ts';
export type * from './ports.ts';
