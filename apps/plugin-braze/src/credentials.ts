import { chmod, readFile } from 'node:fs/promises';
import { BrazeSecrets } from './braze-secrets.ts';
import type { SecretReference } from '@sf-braze/mapping-core';
import { codedError } from './to-sf-error.ts';
import { OWNER_ONLY } from './write-file.ts';

/** The reference as the project file writes it: safe to print, unlike what it leads to. */
function referenceText(reference: SecretReference): string {
  switch (reference.kind) {
    case 'env':
      return `env:${reference.name}`;
    case 'file':
      return `file:${reference.path}`;
    case 'keychain':
      return `keychain:${reference.name}`;
  }
}

/** The secret behind a reference. Fails with `config/secret-missing` when it is empty or not there. */
export async function readSecret(reference: SecretReference, environment: NodeJS.ProcessEnv): Promise<string> {
  const secret = (await lookUp(reference, environment))?.trim();
  if (!secret) throw codedError('config/secret-missing', { reference: referenceText(reference) });
  return secret;
}

async function lookUp(reference: SecretReference, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  switch (reference.kind) {
    case 'env':
      return environment[reference.name];
    case 'file':
      return readFile(reference.path, 'utf8').catch(() => undefined);
    case 'keychain':
      return readKeychain(reference.name);
  }
}

export async function readKeychain(name: string): Promise<string | undefined> {
  const secrets = await BrazeSecrets.create(BrazeSecrets.getDefaultOptions());
  const secret = secrets.get(name, true);
  return typeof secret === 'string' ? secret : undefined;
}

export async function writeKeychain(name: string, secret: string): Promise<void> {
  const secrets = await BrazeSecrets.create(BrazeSecrets.getDefaultOptions());
  secrets.set(name, secret);
  await secrets.write();
  // The contents are encrypted, and still nobody else's business.
  await chmod(secrets.getPath(), OWNER_ONLY);
}
