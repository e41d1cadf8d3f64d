import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROXY } from './hermetic-environment.ts';
import type { Ended } from './run-program.ts';

/** Kept between runs, so that a second one asks the registry for next to nothing. */
const NPM_CACHE = join(import.meta.dirname, '../../../../.sf-cli/npm-cache');

/** What is in the cache, then what the registry says, then once more for a bad moment of the network. */
const TRIES: readonly NodeJS.ProcessEnv[] = [{ npm_config_prefer_offline: 'true' }, {}, {}];

/**
 * Runs a program that fetches from the npm registry, again when it fails; gives how it ended in the end.
 * `run` gets this machine's way to the registry, which a hermetic environment does not have.
 */
export async function fromRegistry(run: (environment: NodeJS.ProcessEnv) => Promise<Ended>): Promise<Ended> {
  let last: Ended | undefined;
  for (const more of TRIES) {
    last = await run({ ...registryEnvironment(), ...more });
    if (last.code === 0) return last;
  }
  return last ?? { code: null, stdout: '', stderr: 'It was never tried.' };
}

function registryEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => PROXY.test(name) || name.toLowerCase() === 'npm_config_registry',
  );
  return {
    ...Object.fromEntries(kept),
    npm_config_userconfig: process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc'),
    npm_config_cache: NPM_CACHE,
    npm_config_fetch_retries: '1',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
}
