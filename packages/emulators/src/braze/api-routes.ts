import { randomUUID } from 'node:crypto';
import { readJson } from '../loopback/respond.ts';
import type { LoopbackRequest, LoopbackResponse, Route } from '../loopback/route.ts';
import { isBetaOpen, refuseCall } from './authorization.ts';
import { type Endpoint, endpoints } from './endpoints.ts';
import { refusal } from './errors.ts';
import { isObject, type JsonObject } from './json-value.ts';
import { limits } from './limits.ts';
import type { Workspace } from './workspace.ts';

/** Braze's REST API over the workspace. Checks in Braze's order: URL, key, permission, content type, size, limit, syntax. */
export function createApiRoutes(workspace: Workspace): readonly Route[] {
  return endpoints.map((endpoint) => ({
    method: endpoint.method,
    path: endpoint.path,
    handle: (request) => withRequestId(answer(workspace, endpoint, request)),
  }));
}

/** An unknown URL, or a known one with a method that it does not have. */
export function answerUnknownUrl(): LoopbackResponse {
  return withRequestId(refusal(404, 'Invalid URL'));
}

export function answerTooLarge(): LoopbackResponse {
  return withRequestId(refusal(413, 'Request Entity Too Large'));
}

function answer(workspace: Workspace, endpoint: Endpoint, request: LoopbackRequest): LoopbackResponse {
  workspace.processing.runDue();
  const { permission } = endpoint;
  if (!isBetaOpen(permission, workspace.settings)) return refusal(404, 'Invalid URL');
  const refused = refuseCall(request, permission, workspace.settings);
  if (refused !== undefined) return refused;
  if (permission === 'users.track.bulk' && request.body.length > limits.bulkBytes) return refusal(400, 'Bad Request');
  const body = readBody(request);
  const family = typeof endpoint.family === 'function' ? endpoint.family({ body: body ?? {} }) : endpoint.family;
  const allowance = workspace.rateLimiter.take(family, workspace.settings);
  const response = !allowance.allowed
    ? refusal(429, 'Rate Limited')
    : body === undefined
      ? refusal(400, 'Error while parsing request body. Please check your syntax.')
      : endpoint.answer({ workspace, body, query: request.query, segment: (name) => request.params[name] ?? '' });
  return { ...response, headers: { ...response.headers, ...allowance.headers } };
}

/** `undefined` when the body is no JSON; JSON that is no object has no keys. */
function readBody(request: LoopbackRequest): JsonObject | undefined {
  if (request.body.length === 0) return {};
  const body = readJson(request);
  if (!body.ok) return undefined;
  return isObject(body.value) ? body.value : {};
}

function withRequestId(response: LoopbackResponse): LoopbackResponse {
  return { ...response, headers: { ...response.headers, 'X-Request-Id': randomUUID() } };
}
