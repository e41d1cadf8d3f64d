import type { SecretReference } from './project.ts';

/** Reads `env:NAME`, `file:/path` or `keychain:name`; nothing for anything else. */
export function secretReference(text: string): SecretReference | undefined {
  const env = /^env:([A-Z][A-Z0-9_]*)$/.exec(text)?.[1];
  if (env !== undefined) return { kind: 'env', name: env };
  const path = /^file:(\/.+)$/.exec(text)?.[1];
  if (path !== undefined) return { kind: 'file', path };
  const name = /^keychain:(.+)$/.exec(text)?.[1];
  return name === undefined ? undefined : { kind: 'keychain', name };
}
