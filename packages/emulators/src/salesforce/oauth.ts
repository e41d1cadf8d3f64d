import { randomBytes } from 'node:crypto';
import { json } from '../loopback/respond.ts';
import type { LoopbackRequest, LoopbackResponse } from '../loopback/route.ts';
import { sessionExpired } from './errors.ts';
import { type Org, ORG_ID, USER_ID } from './org.ts';
import type { Row } from './row.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * `POST /services/oauth2/token`. The signature of a JWT is not checked, for there is no certificate to check it with;
 * its user must be an active one of the org. `exp` may be in seconds or, as @salesforce/core sends it, in milliseconds.
 */
export function issueToken(org: Org, request: LoopbackRequest, url: string): LoopbackResponse {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const grant = form.get('grant_type');
  switch (grant ?? '') {
    case JWT_BEARER: {
      const user = userOfAssertion(org, form.get('assertion') ?? '');
      return user === undefined
        ? oauthError('invalid_grant', "user hasn't approved this consumer")
        : tokenResponse(org, user, url);
    }
    case 'refresh_token': {
      const user = org.refreshTokens.get(form.get('refresh_token') ?? '');
      return user === undefined
        ? oauthError('invalid_grant', 'expired access/refresh token')
        : tokenResponse(org, user, url);
    }
    case 'client_credentials':
      return tokenResponse(org, USER_ID, url);
    default:
      return oauthError('unsupported_grant_type', 'grant type not supported');
  }
}

/** `POST /services/oauth2/revoke`. */
export function revokeToken(org: Org, request: LoopbackRequest): LoopbackResponse {
  const token = new URLSearchParams(request.body.toString('utf8')).get('token') ?? request.query.get('token') ?? '';
  org.sessions.delete(token);
  org.refreshTokens.delete(token);
  return { status: 200 };
}

/** The user whose session a request carries, in its header or as `oauth_token`. Throws INVALID_SESSION_ID. */
export function authenticate(org: Org, request: LoopbackRequest): string {
  const [, token] = /^(?:Bearer|OAuth)\s+(.+)$/iu.exec(request.headers.authorization ?? '') ?? [];
  const user = org.sessions.get(token ?? request.query.get('oauth_token') ?? '');
  if (user === undefined) throw sessionExpired();
  return user;
}

/** `GET /services/oauth2/userinfo`. */
export function userInfo(org: Org, userId: string, url: string): LoopbackResponse {
  const user = org.store.find(userId);
  return json(200, {
    sub: identityUrl(url, userId),
    user_id: userId,
    organization_id: ORG_ID,
    preferred_username: user?.get('Username') ?? null,
    nickname: user?.get('Alias') ?? null,
    name: user?.get('Name') ?? null,
    email: user?.get('Email') ?? null,
    email_verified: true,
    user_type: 'STANDARD',
    active: user?.get('IsActive') !== false,
  });
}

/** `GET /id/<org>/<user>`. */
export function identity(org: Org, userId: string, url: string): LoopbackResponse {
  const user = org.store.find(userId);
  return json(200, {
    id: identityUrl(url, userId),
    asserted_user: true,
    user_id: userId,
    organization_id: ORG_ID,
    username: user?.get('Username') ?? null,
    nick_name: user?.get('Alias') ?? null,
    display_name: user?.get('Name') ?? null,
    email: user?.get('Email') ?? null,
    first_name: user?.get('FirstName') ?? null,
    last_name: user?.get('LastName') ?? null,
    active: user?.get('IsActive') !== false,
    user_type: 'STANDARD',
    language: 'en_US',
    locale: 'en_US',
    utcOffset: 0,
    urls: { rest: `${url}/services/data/v{version}/`, query: `${url}/services/data/v{version}/query/` },
  });
}

export function identityUrl(url: string, userId: string): string {
  return `${url}/id/${ORG_ID}/${userId}`;
}

function tokenResponse(org: Org, user: string, url: string): LoopbackResponse {
  const accessToken = `${ORG_ID.slice(0, 15)}!${randomBytes(42).toString('base64url')}`;
  const refreshToken = `5Aep${randomBytes(30).toString('base64url')}`;
  org.sessions.set(accessToken, user);
  org.refreshTokens.set(refreshToken, user);
  return json(200, {
    access_token: accessToken,
    refresh_token: refreshToken,
    scope: 'api web refresh_token',
    instance_url: url,
    id: identityUrl(url, user),
    token_type: 'Bearer',
    issued_at: String(org.clock.now()),
  });
}

function userOfAssertion(org: Org, assertion: string): string | undefined {
  const claims = readClaims(assertion);
  if (claims === undefined || typeof claims.sub !== 'string' || typeof claims.iss !== 'string') return undefined;
  if (typeof claims.exp !== 'number') return undefined;
  const username = claims.sub.toLowerCase();
  const isMeant = (row: Row) => String(row.get('Username')).toLowerCase() === username && row.get('IsActive') !== false;
  return org.store.snapshot().table('User').others.find(isMeant)?.id;
}

function readClaims(assertion: string): { sub?: unknown; iss?: unknown; exp?: unknown } | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}

function oauthError(error: string, description: string): LoopbackResponse {
  return json(400, { error, error_description: description });
}
