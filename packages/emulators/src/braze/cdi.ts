import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { refusal } from './errors.ts';
import { limits } from './limits.ts';
import { pageByCursor } from './page-cursor.ts';
import type { Workspace } from './workspace.ts';

/** What the workspace knows of Cloud Data Ingestion: integrations are made in the dashboard, never by API. */
export interface CdiState {
  /** How many integrations there are; their ids count up from `…-000000000001`. */
  integrations: number;
  /** Jobs that every integration has finished. */
  finishedJobs: number;
  jobRunning: boolean;
}

export function emptyCdiState(): CdiState {
  return { integrations: 0, finishedJobs: 0, jobRunning: false };
}

/** `GET /cdi/integrations`: https://www.braze.com/docs/api/endpoints/cdi/get_integration_list */
export function listIntegrations(workspace: Workspace, cursor: string | null): LoopbackResponse {
  const { cdi } = workspace;
  const numbers = Array.from({ length: cdi.integrations }, (_, index) => index + 1);
  const page = pageByCursor(numbers, limits.cdiPage, { cursor, total: numbers.length, path: '/cdi/integrations' });
  if (page === undefined) return refusal(400, 'Invalid cursor');
  const now = new Date(workspace.clock.now()).toISOString();
  const results = page.elements.map((number) => ({
    integration_id: integrationId(number),
    app_group_id: '000000000000000000000001',
    integration_name: `integration-${number}`,
    integration_type: 'catalog',
    integration_status: 'active',
    contact_emails: '',
    last_updated_at: now,
    warehouse_type: 'snowflake',
    last_job_start_time: now,
    last_job_status: cdi.jobRunning ? 'running' : 'success',
    next_scheduled_run: now,
  }));
  return json(200, { results, message: 'success' }, page.headers);
}

/** `POST /cdi/integrations/{integration_id}/sync` */
export function triggerSync(workspace: Workspace, id: string): LoopbackResponse {
  const refused = refuseIntegration(workspace, id);
  if (refused !== undefined) return refused;
  if (workspace.cdi.jobRunning) return refusal(429, 'Another job is in progress');
  workspace.cdi.jobRunning = true;
  workspace.processing.schedule('cdi job', workspace.settings.delayMs, () => {
    workspace.cdi.jobRunning = false;
    workspace.cdi.finishedJobs += 1;
  });
  return json(202, { message: 'success' });
}

/** `GET /cdi/integrations/{integration_id}/job_sync_status` */
export function listJobs(workspace: Workspace, id: string, cursor: string | null): LoopbackResponse {
  const refused = refuseIntegration(workspace, id);
  if (refused !== undefined) return refused;
  const { jobRunning, finishedJobs } = workspace.cdi;
  const statuses = [...(jobRunning ? ['running'] : []), ...Array.from({ length: finishedJobs }, () => 'success')];
  const path = `/cdi/integrations/${id}/job_sync_status`;
  const page = pageByCursor(statuses, limits.cdiPage, { cursor, total: statuses.length, path });
  if (page === undefined) return refusal(400, 'Invalid cursor');
  const now = new Date(workspace.clock.now()).toISOString();
  const results = page.elements.map((status) => ({
    job_status: status,
    sync_start_time: now,
    sync_finish_time: status === 'running' ? null : now,
    last_timestamp_synced: now,
    rows_synced: 0,
    rows_failed_with_errors: 0,
  }));
  return json(200, { results, message: 'success' }, page.headers);
}

function refuseIntegration({ cdi }: Workspace, id: string): LoopbackResponse | undefined {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/u.test(id)) return refusal(400, 'Invalid integration ID');
  const known = Array.from({ length: cdi.integrations }, (_, index) => integrationId(index + 1));
  return known.includes(id) ? undefined : refusal(404, 'Integration not found');
}

function integrationId(number: number): string {
  return `00000000-0000-0000-0000-${number.toString(16).padStart(12, '0')}`;
}
