import { syncFailure } from '../failures.ts';

const hosts = /^rest\.[a-z0-9-]+\.braze\.(?:com|eu)$/u;

/**
 * The origin that keys may be sent to: `https://rest.<cluster>.braze.com` or `.eu`, or `http://127.0.0.1:<port>`.
 * Anything else throws `security/endpoint-not-braze`. https://www.braze.com/docs/api/basics
 */
export function brazeOrigin(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (url === undefined) throw notBraze('the endpoint');
  const bare =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const braze = url.protocol === 'https:' && url.port === '' && hosts.test(url.hostname);
  const loopback = url.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '';
  if (!bare || !(braze || loopback)) throw notBraze(url.origin === 'null' ? url.protocol : url.origin);
  return url.origin;
}

// Only the origin: what stands around it may be a password.
function notBraze(endpoint: string): Error {
  return syncFailure('security/endpoint-not-braze', { endpoint });
}
