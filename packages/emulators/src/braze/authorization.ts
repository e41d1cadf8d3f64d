import type { LoopbackRequest, LoopbackResponse } from '../loopback/route.ts';
import { refusal } from './errors.ts';
import type { Settings } from './settings.ts';

/** Betas that a key has only when its permissions name them. */
const betaPermissions = new Set(['users.track.bulk', 'users.track.sync']);

/**
 * 401 for a key that does not exist, its body repeating the key as Braze's does; 403 for one without the permission;
 * 415 for a body that is not declared as JSON.
 * https://www.braze.com/docs/api/errors
 */
export function refuseCall(
  request: LoopbackRequest,
  permission: string,
  settings: Settings,
): LoopbackResponse | undefined {
  const given = request.headers.authorization ?? '';
  const token = /^Bearer (?<token>\S+)$/u.exec(given)?.groups?.['token'];
  const key = settings.keys.find((one) => one.key === token);
  if (key === undefined) return refusal(401, `Invalid API key: ${token ?? given}`);
  const { permissions } = key;
  const isPermitted = permissions === undefined || permissions.includes(permission);
  if (!isPermitted) return refusal(403, 'Access Denied');
  return hasBody(request) && !isJson(request) ? refusal(415, 'Unsupported Media Type') : undefined;
}

/** Whether a limited beta is switched on, for the workspace or by a key that names it. */
export function isBetaOpen(permission: string, settings: Settings): boolean {
  if (!betaPermissions.has(permission)) return true;
  if (permission === 'users.track.bulk' ? settings.trackBulk : settings.trackSync) return true;
  return settings.keys.some((key) => key.permissions?.includes(permission) === true);
}

function hasBody({ method, body }: LoopbackRequest): boolean {
  return ['POST', 'PUT', 'PATCH'].includes(method) || body.length > 0;
}

function isJson({ headers }: LoopbackRequest): boolean {
  return /^application\/json\s*(?:;|$)/iu.test(headers['content-type'] ?? '');
}
