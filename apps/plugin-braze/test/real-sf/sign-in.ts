import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Example } from './example.ts';
import type { RunOptions } from './run-program.ts';
import { sfResult } from './sf-answer.ts';
import type { InstalledPlugin } from './ways.ts';

/** `sf org login access-token`, with the alias `emu`. Gives what commands run with that have nothing but this sign-in. */
export async function signInWithToken(plugin: InstalledPlugin, { salesforce, inside }: Example): Promise<RunOptions> {
  const flags = ['--alias', 'emu', '--instance-url', salesforce.url, '--no-prompt', '--json'];
  const env = { ...inside.env, SF_ACCESS_TOKEN: salesforce.accessToken };
  sfResult(await plugin.run(['org', 'login', 'access-token', ...flags], { ...inside, env }));
  return signedIn(inside);
}

/** `sf org login jwt`, which can sign in again by itself. */
export async function signInWithKey(plugin: InstalledPlugin, { salesforce, inside }: Example): Promise<RunOptions> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = join(inside.cwd, 'key.pem');
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const who = ['--username', salesforce.username, '--client-id', '3MVGemulator', '--jwt-key-file', file];
  sfResult(await plugin.run(['org', 'login', 'jwt', ...who, '--instance-url', salesforce.url, '--json'], inside));
  return signedIn(inside);
}

function signedIn({ cwd, env }: RunOptions): RunOptions {
  return { cwd, env: Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'SF_ORG_INSTANCE_URL')) };
}
