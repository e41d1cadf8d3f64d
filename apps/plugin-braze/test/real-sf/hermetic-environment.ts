import { delimiter, dirname, join } from 'node:path';

/** What a developer's shell may hold that would change what `sf`, npm or the plugin does. */
const FOREIGN = /^(SF_|SFDX_|OCLIF_|BRAZE_|XDG_|NPM_|NODE_OPTIONS$|NODE_V8_COVERAGE$|DEBUG$|FORCE_COLOR$|PATH$)/i;

/** jsforce sends every request through a proxy and knows no exceptions, so requests to this machine would hang. */
export const PROXY = /^(https?|all|no)_proxy$/i;

/** The environment of a machine on which nobody has used `sf`; everything it writes goes below `home`. */
export function hermeticEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name) && !PROXY.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: searchPath(),
    HOME: home,
    USERPROFILE: home,
    LOCALAPPDATA: join(home, 'AppData', 'Local'),
    // One of the two names does not stop the updater.
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_DISABLE_TELEMETRY: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    SF_DISABLE_LOG_FILE: 'true',
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    SF_HIDE_RELEASE_NOTES: 'true',
    CI: 'true',
    NO_COLOR: '1',
  };
}

/** `sf` starts npm, which starts `node`: the one that runs these tests. */
function searchPath(): string {
  const name = Object.keys(process.env).find((one) => one.toUpperCase() === 'PATH') ?? 'PATH';
  return [dirname(process.execPath), process.env[name] ?? ''].join(delimiter);
}
