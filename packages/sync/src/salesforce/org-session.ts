import type { Connection } from '@salesforce/core';
import { syncFailure } from '../failures.ts';

/** Who is signed in and where: what a call needs from the one `Connection`. */
export interface OrgSession {
  /** Scheme and host, without a slash at the end. */
  readonly instanceUrl: string;
  readonly apiVersion: string;
  token(): string;
  /**
   * Signs in again after `refused` was answered with 401, once for all calls that met it.
   * Fails with `salesforce/session-expired`.
   */
  renew(refused: string): Promise<void>;
}

export function createOrgSession(connection: Connection): OrgSession {
  let renewal: Promise<void> | undefined;
  return {
    instanceUrl: connection.instanceUrl.replace(/\/+$/u, ''),
    apiVersion: connection.getApiVersion(),
    token: () => connection.accessToken ?? '',
    renew(refused) {
      if (renewal === undefined && connection.accessToken !== refused) return Promise.resolve();
      renewal ??= signInAgain(connection).finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
  };
}

/**
 * Asks the sign-in itself, not `connection.refreshAuth()`: that one repeats its own call for as long as it is answered
 * with 401, and never ends when a fresh token is refused too.
 */
async function signInAgain(connection: Connection): Promise<void> {
  const { refreshFn } = connection.getAuthInfo().getConnectionOptions();
  if (refreshFn === undefined) throw syncFailure('salesforce/session-expired', {});
  connection.accessToken = await new Promise<string>((resolve, reject) => {
    const refused = () => {
      // The error of the sign-in may quote the request, which holds the assertion.
      reject(syncFailure('salesforce/session-expired', {}));
    };
    refreshFn(connection, (error, token) => {
      if (error || token === undefined) refused();
      else resolve(token);
      return Promise.resolve();
    }).catch(refused);
  });
}
