import { json } from '../loopback/respond.ts';
import type { LoopbackResponse } from '../loopback/route.ts';
import { refusal } from './errors.ts';
import { limits } from './limits.ts';
import { pageByCursor } from './page-cursor.ts';
import type { Workspace } from './workspace.ts';

/** `GET /custom_attributes`: https://www.braze.com/docs/api/endpoints/export/custom_attributes/get_custom_attributes */
export function listCustomAttributes(workspace: Workspace, cursor: string | null): LoopbackResponse {
  const { attributeTypes, settings } = workspace;
  const sorted = [...attributeTypes].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const options = { cursor, total: sorted.length, path: '/custom_attributes' };
  const page = pageByCursor(sorted, limits.attributesPage, options);
  if (page === undefined) return refusal(400, "'cursor' is not valid");
  const attributes = page.elements.map(([name, type]) => ({
    array_length: type === 'array' ? settings.arrayMax : null,
    data_type: type,
    description: null,
    name,
    status: settings.blocklist.includes(name) ? 'Blocklisted' : 'Active',
    tag_names: [],
  }));
  return json(200, { attributes, message: 'success' }, page.headers);
}

/** `GET /events/list?page=n`: names only, 250 a page from page 0. */
export function listEvents(workspace: Workspace, pageText: string | null): LoopbackResponse {
  const page = Number(pageText ?? '0');
  if (!Number.isInteger(page) || page < 0) return refusal(400, "'page' is not valid");
  const start = page * limits.eventsPage;
  return json(200, { events: [...workspace.eventNames].slice(start, start + limits.eventsPage), message: 'success' });
}
