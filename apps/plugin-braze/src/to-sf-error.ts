import { SfError } from '@salesforce/core';
import { type DiagnosticCode, docsLink, type ParamsOf, printable, sentences } from '@sf-braze/mapping-core';
import { isSyncFailure, type SyncFailure } from '@sf-braze/sync';
import { exitCodeOf, exitCodes } from './exit-codes.ts';

/** The page that explains every code. */
export const DOCS_PAGE = 'https://github.com/sf-braze/sf-braze/blob/main/docs/diagnostics.md';

/** Where a code is explained. */
export function docsUrl(code: DiagnosticCode): string {
  return docsLink(DOCS_PAGE, code);
}

/** An error of ours the way `sf` shows errors: the code as name, the next step as action. */
export function codedError<Code extends DiagnosticCode>(
  code: Code,
  params: ParamsOf<Code>,
  exitCode: number = exitCodes.failed,
): SfError {
  const { message, help } = sentences(code, params);
  return new SfError(message, code, [help], exitCode);
}

/** A failure of the engine as an error of `sf`. Its cause stays behind, because it may quote a request. */
export function failureError(failure: SyncFailure, exitCode: number = exitCodeOf(failure.code)): SfError {
  return new SfError(failure.message, failure.code, [failure.help], exitCode);
}

/** Says that a run ended before its first write: what a person asks first. */
export function unwritten(error: SfError): SfError {
  error.message = `${error.message} Nothing was written.`;
  return error;
}

/** Adds what `--json` shows beside the message; anything that JSON can hold. */
export function withData(error: SfError, data: unknown): SfError {
  return error.setData(JSON.parse(JSON.stringify(data)) as Parameters<SfError['setData']>[0]); // it was JSON a moment ago
}

/**
 * What `sf` may show of anything thrown: failures of the engine with their code; errors of others with their name, message
 * and actions, and without a cause, because `sf` makes exit code 10 of every `TypeError` it finds in one.
 */
export function presentable(error: Error): Error {
  if (isSyncFailure(error)) return failureError(error);
  // Errors of flags carry more than their message, and show it themselves.
  if ('oclif' in error) return error;
  const known = error instanceof SfError ? error : undefined;
  const actions = known?.actions?.length ? known.actions : [nextStep(error.name)];
  const shown = new SfError(
    escapeControls(error.message),
    error.name,
    actions.map(escapeControls),
    known?.exitCode ?? exitCodes.failed,
  );
  if (known?.data !== undefined) shown.setData(known.data);
  return shown;
}

const SIGN_IN =
  'Sign in with `sf org login web --alias <name>`, or name an org of `sf org list` with `--target-org` or in the project.';

/** For errors of others that come without one. */
function nextStep(name: string): string {
  if (/^(NamedOrgNotFound|NoOrgFound|AuthInfo|NoTargetOrg|RefreshTokenAuth|OrgDataNotAvailable)/.test(name))
    return SIGN_IN;
  return 'If it happens again, report it with what you typed: https://github.com/sf-braze/sf-braze/issues';
}

/** Shows control characters escaped; line ends and tabs stay. */
export function escapeControls(text: string): string {
  return text
    .split(/(\n|\t)/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');
}
