const BRAZE = /^https:\/\/rest\.[a-z0-9-]+\.braze\.(?:com|eu)$/;
const LOOPBACK = /^http:\/\/127\.0\.0\.1:([0-9]{2,5})$/;

/** Whether a key may be sent to this endpoint: Braze's REST hosts (https://www.braze.com/docs/api/basics/#endpoints), or the emulator. */
export function endpointKind(endpoint: string): 'braze' | 'emulator' | 'other' {
  if (BRAZE.test(endpoint)) return 'braze';
  const port = LOOPBACK.exec(endpoint)?.[1];
  return port !== undefined && Number(port) <= 65_535 ? 'emulator' : 'other';
}

/** The endpoint that was probably meant: the host of a URL that says too much, or the REST host of a dashboard or SDK host. */
export function nearestEndpoint(text: string): string | undefined {
  const host =
    /^(?:https?:\/\/)?(?:[^@/?#]*@)?(?:rest|sdk|dashboard)[.-]([a-z0-9-]+)\.braze\.(com|eu)(?:[/?#:].*)?$/.exec(text);
  return host === null ? undefined : `https://rest.${host[1]}.braze.${host[2]}`;
}

/** The endpoint as it may be shown: without credentials, path and query, and not longer than a line. */
export function shownEndpoint(text: string): string {
  const bare = text.replace(/^([a-z]+:\/\/)?[^/?#]*@/i, '$1').replace(/[?#].*$/s, '');
  return bare.length > 80 ? `${bare.slice(0, 79)}…` : bare;
}
