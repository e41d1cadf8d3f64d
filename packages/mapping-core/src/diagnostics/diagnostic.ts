import type { Severity } from './code-table.ts';
import { codes, type DiagnosticCode, type ParamsOf } from './codes.ts';

/** Half-open range of UTF-16 offsets in a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a finding shows beside its sentence. Quick fixes read this, so nobody parses prose. */
export interface Extras {
  /** The known name closest to a mistyped one; printed as “Did you mean …?”. */
  readonly nearest?: string | undefined;
  /** What would have been allowed here, when the list is short enough to read. */
  readonly allowed?: readonly string[] | undefined;
  /** Another place that belongs to the same problem. */
  readonly related?: { readonly file: string; readonly span: Span } | undefined;
}

/** A finding about a file. Plain data: never thrown, safe to serialize. */
export interface Diagnostic<Code extends DiagnosticCode = DiagnosticCode> extends Extras {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Path of the file as it was given to `analyze`; empty when the finding is about no file. */
  readonly file: string;
  readonly span: Span;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Where a finding points. */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  place: Place,
  params: ParamsOf<Code>,
  extras: Extras = {},
): Diagnostic<Code> {
  const { severity } = codes[code];
  const named: Readonly<Record<string, string | number>> = params;
  return { code, severity, ...sentences(code, named, extras), ...place, params: named, ...extras };
}

/** The two sentences of a code, filled in. Also used for failures and record findings, which have no place. */
export function sentences(
  code: DiagnosticCode,
  params: Readonly<Record<string, string | number>>,
  { nearest, allowed }: Extras = {},
): { readonly message: string; readonly help: string } {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(params, name) ? String(params[name]) : whole,
    );
  const guess = nearest === undefined ? '' : ` Did you mean \`${nearest}\`?`;
  const choice =
    allowed === undefined || allowed.length === 0 ? '' : ` Possible: ${allowed.map((a) => `\`${a}\``).join(', ')}.`;
  return { message: fill(codes[code].meaning) + guess, help: fill(codes[code].help) + choice };
}
