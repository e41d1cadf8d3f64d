import { endpointKind, nearestEndpoint, secretReference, shownEndpoint } from '@sf-braze/mapping-core';
import { SfError } from '@salesforce/core';
import { escapeControls } from '../to-sf-error.ts';
import { brazeClusters, clusterOf } from './braze-clusters.ts';

/** Wrong usage, as in oclif. */
const USAGE = 2;

/** REST keys of Braze look like this. */
const KEY = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** The name of a project or an environment. Fails without repeating the text: anything may have been pasted. */
export function readSlug(text: string): string {
  refuseKey(text);
  if (/^[a-z][a-z0-9-]{0,39}$/.test(text)) return text;
  throw new SfError(
    'This cannot be a name.',
    'NameInvalid',
    ['Use small letters, digits and hyphens, a letter first, at most 40 characters, such as `acme-eu`.'],
    USAGE,
  );
}

/** An alias or username, as `sf` knows it, or an access token. */
export function readOrg(text: string): string {
  refuseKey(text);
  if (text !== '') return text;
  throw new SfError(
    'An org without a name cannot be read.',
    'OrgInvalid',
    ['Take an alias or username of `sf org list`, or sign in first: `sf org login web --alias acme`.'],
    USAGE,
  );
}

/** Braze's REST endpoint: as written, or by the name or the dashboard of a known cluster. */
export function readEndpoint(text: string): string {
  refuseKey(text);
  const known = clusterOf(text)?.endpoint;
  if (known !== undefined) return known;
  const bare = text.replace(/\/+$/, '');
  if (endpointKind(bare) !== 'other') return bare;
  const nearest = nearestEndpoint(bare);
  throw new SfError(
    `\`${escapeControls(shownEndpoint(text))}\` is not a Braze REST host.`,
    'security/endpoint-not-braze',
    [
      ...(nearest === undefined ? [] : [`Did you mean ${nearest}?`]),
      'It stands in Braze under Settings > APIs and Identifiers, above the API keys. Keys are sent nowhere else.',
      `The instance will do: ${brazeClusters.map(({ instance }) => instance).join(', ')}.`,
    ],
    USAGE,
  );
}

/** Where the API key is kept. Anything else may be the key itself: it is refused and not repeated. */
export function readKeyReference(text: string): string {
  if (KEY.test(text) || secretReference(text) === undefined) throw notReference();
  return text;
}

/** Whether the text is a Braze API key, or holds one. */
function refuseKey(text: string): void {
  if (KEY.test(text)) throw notReference();
}

function notReference(): SfError {
  return new SfError(
    'The project says where the API key is kept, never the key: it would end in files and in version control.',
    'security/secret-in-file',
    [
      'Name an environment variable (`env:BRAZE_API_KEY`), a file (`file:/run/secrets/braze`) or an entry of the keychain (`keychain:braze-api-key`).',
      'To put it into the keychain: `sf braze secret set braze-api-key`.',
      'If that was a key, make a new one in Braze: your terminal may have kept what you typed.',
    ],
    USAGE,
  );
}
