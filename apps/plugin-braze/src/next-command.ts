import type { Environment } from '@sf-braze/mapping-core';

/** How a command was called, as far as the next one has to be called alike. */
export interface CalledWith {
  readonly environment: string | undefined;
  readonly targetOrg: string | undefined;
  readonly projectDir: string | undefined;
}

/** The sync to type next, word by word. An access token is never repeated. */
export function syncCommand(called: CalledWith, environment: Environment, approve: string | undefined): string {
  return [
    commandLine('sync', called),
    ...(environment.protected ? ['--confirm', environment.name] : []),
    ...(approve === undefined ? [] : ['--approve', approve]),
  ].join(' ');
}

/** `sf braze plan`, say, for the same environment, org and folder. */
export function commandLine(command: string, called: CalledWith): string {
  return [
    `sf braze ${command}`,
    ...(called.environment === undefined ? [] : ['-e', called.environment]),
    ...(called.targetOrg === undefined ? [] : ['--target-org', orgName(called.targetOrg)]),
    ...(called.projectDir === undefined ? [] : ['--project-dir', quoted(called.projectDir)]),
  ].join(' ');
}

function orgName(org: string): string {
  return org.includes('!') ? '<access token>' : quoted(org);
}

function quoted(text: string): string {
  return /^[\w.@/:\\+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
