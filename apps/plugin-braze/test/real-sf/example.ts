import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulators } from '@sf-braze/emulators';
import { hermeticEnvironment } from './hermetic-environment.ts';
import type { RunOptions } from './run-program.ts';

const B2B_GUIDE = join(import.meta.dirname, '../../../../examples/b2b-guide');

/** The B2B example as a project of its own, with an org and a workspace of its own and a user who never used `sf`. */
export interface Example {
  /** Where commands run: in the project, with its secrets in the environment. */
  readonly inside: RunOptions;
  /** The flags that name the org without any sign-in. */
  readonly org: readonly string[];
  readonly salesforce: { readonly url: string; readonly username: string; readonly accessToken: string };
  readonly braze: { readonly url: string };
}

/** Everything is gone again afterwards. */
export async function withExample(act: (example: Example) => Promise<void>): Promise<void> {
  await withNewcomer(async ({ cwd, env }) => {
    const emulators = await startEmulators({ which: 'both', brazePort: 0, salesforcePort: 0 });
    try {
      const { braze, salesforce } = emulators.addresses;
      if (braze === undefined || salesforce === undefined) throw new Error('both emulators were asked for');
      await cp(B2B_GUIDE, cwd, { recursive: true });
      await pointAt(join(cwd, 'braze.project.yaml'), braze.url);
      const secrets = { BRAZE_API_KEY: braze.apiKey, BRAZE_STATE_KEY: 'a key for fingerprints' };
      const inside = { cwd, env: { ...env, ...secrets, SF_ORG_INSTANCE_URL: salesforce.url } };
      await act({ inside, org: ['--target-org', salesforce.accessToken], salesforce, braze });
    } finally {
      await emulators.close();
    }
  });
}

/** Somebody who never used `sf`, in an empty folder. Everything is gone again afterwards. */
export async function withNewcomer(act: (newcomer: RunOptions) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  try {
    const cwd = join(folder, 'project');
    await mkdir(cwd);
    await act({ cwd, env: hermeticEnvironment(join(folder, 'home')) });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function pointAt(projectFile: string, endpoint: string): Promise<void> {
  const text = await readFile(projectFile, 'utf8');
  const pointed = text.replace('http://127.0.0.1:4100', endpoint);
  if (pointed === text) throw new Error(`${projectFile} names another endpoint than the one to replace`);
  await writeFile(projectFile, pointed);
}

/** A call of an emulator's control API; gives the answer's JSON. */
export async function control(
  url: string,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  name: string,
  body?: unknown,
): Promise<unknown> {
  const answer = await fetch(`${url}/_emulator/${name}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${name}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
