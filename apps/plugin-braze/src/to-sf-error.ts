import { SfError } from '@salesforce/core';
import { codes, type Diagnostic, type DiagnosticCode, type ParamsOf, sentences } from '@sf-braze/mapping-core';
import { isSyncFailure } from '@sf-braze/sync';
import { exitCodes } from './exit-codes.ts';

const DOCS = 'https://github.com/sf-braze/sf-braze/blob/main/docs/diagnostics.md';

/** Where a code is explained. */
export function docsUrl(code: DiagnosticCode): string {
  return `${DOCS}#${code.replace('/', '')}`;
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

/** Failures of the engine become errors of `sf`; their cause stays behind, because it may quote a request. */
export function toSfError(error: unknown, exitCode: number = exitCodes.failed): unknown {
  if (!isSyncFailure(error)) return error;
  return new SfError(error.message, error.code, [error.help], exitCode);
}

/** The error that ends a command whose files have errors. */
export function findingsError(diagnostics: readonly Diagnostic[]): SfError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const name = first === undefined ? 'FilesHaveErrors' : first.code;
  const message = errors.length === 1 ? (first?.message ?? '') : `The files have ${errors.length} errors.`;
  const actions = first === undefined ? [] : [first.help, `Read more: ${docsUrl(first.code)}`];
  const error = new SfError(message, name, actions, exitCodes.failed);
  error.setData({ diagnostics });
  return error;
}

export function isKnownCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(codes, code);
}
