import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulators } from '@sf-braze/emulators';
import { hermeticEnvironment } from '../real-sf/hermetic-environment.ts';
import { type Ended, runProgram, type Started, startProgram } from '../real-sf/run-program.ts';
import { b2bMapping, projectText } from './project-files.ts';

const BIN = join(import.meta.dirname, '../../bin/run.js');

export interface WorkplaceOptions {
  /** Keys below the one environment, such as `protected: true`. */
  readonly environment?: string;
  /** Keys at the top of the project file, such as `gates: { deletes: 0 }`. */
  readonly project?: string;
  /** People that are generated beside the example. */
  readonly records?: number;
}

/** A user's machine: a home that never saw `sf`, a project, and both systems. */
export interface Workplace {
  /** Holds `home` and `project`. */
  readonly root: string;
  readonly project: string;
  readonly salesforce: { readonly url: string; readonly orgId: string; readonly accessToken: string };
  readonly braze: { readonly url: string; readonly apiKey: string };
  /** Names the org with no sign-in. */
  readonly org: readonly [string, string];
  /** Of the machine, with the secrets of the project. */
  readonly variables: NodeJS.ProcessEnv;
  /** `sf braze <args>` in the project, to its end; a variable that is undefined is not set. */
  readonly run: (args: readonly string[], variables?: NodeJS.ProcessEnv) => Promise<Ended>;
  readonly start: (args: readonly string[]) => Started;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
}

/** Secrets nobody else uses: finding one anywhere is finding a leak. */
export const FINGERPRINT_KEY = 'canary-fingerprint-key-7c1f';

/** Everything is gone again afterwards. */
export async function withWorkplace(
  options: WorkplaceOptions,
  act: (workplace: Workplace) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'sf-braze-'));
  const { records } = options;
  const generated = records === undefined ? {} : { records };
  const emulators = await startEmulators({ which: 'both', brazePort: 0, salesforcePort: 0, ...generated });
  try {
    const { braze, salesforce } = emulators.addresses;
    if (braze === undefined || salesforce === undefined) throw new Error('both emulators were asked for');
    const workplace = workplaceIn(root, braze, salesforce);
    await workplace.write('braze.project.yaml', projectText(braze.url, options));
    await workplace.write('mappings/b2b.braze.yaml', b2bMapping);
    await act(workplace);
  } finally {
    await emulators.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

function commandLine(args: readonly string[]): readonly string[] {
  return [BIN, 'braze', ...args];
}

function workplaceIn(root: string, braze: Workplace['braze'], salesforce: Workplace['salesforce']): Workplace {
  const project = join(root, 'project');
  const variables = {
    ...hermeticEnvironment(join(root, 'home')),
    SF_ORG_INSTANCE_URL: salesforce.url,
    BRAZE_API_KEY: braze.apiKey,
    BRAZE_STATE_KEY: FINGERPRINT_KEY,
  };
  return {
    root,
    project,
    braze,
    salesforce,
    variables,
    org: ['--target-org', salesforce.accessToken],
    run: (args, more = {}) =>
      runProgram(process.execPath, commandLine(args), { cwd: project, env: { ...variables, ...more } }),
    start: (args) => startProgram(process.execPath, commandLine(args), { cwd: project, env: variables }),
    write: async (file, text) => {
      const path = join(project, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    },
    read: (file) => readFile(join(project, file), 'utf8'),
  };
}
