import { brazeCodes } from './codes/braze.ts';
import { configCodes } from './codes/config.ts';
import { mappingCodes } from './codes/mapping.ts';
import { recordCodes } from './codes/record.ts';
import { salesforceCodes } from './codes/salesforce.ts';
import { securityCodes } from './codes/security.ts';
import { syncCodes } from './codes/sync.ts';
import { syntaxCodes } from './codes/syntax.ts';
import { testCodes } from './codes/test.ts';

/** Every code this project can report. */
export const codes = {
  ...syntaxCodes,
  ...configCodes,
  ...mappingCodes,
  ...brazeCodes,
  ...securityCodes,
  ...salesforceCodes,
  ...recordCodes,
  ...syncCodes,
  ...testCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;

/** `{name}` placeholders of a sentence; braces around anything but one word are prose. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${string} ${string}` ? never : Name) | Placeholders<Rest>
  : never;

type Named<Code extends DiagnosticCode> =
  | Placeholders<(typeof codes)[Code]['meaning']>
  | Placeholders<(typeof codes)[Code]['help']>;

/** The parameters a code's sentences are made of: an unknown or missing one does not compile. */
export type ParamsOf<Code extends DiagnosticCode> = { readonly [Name in Named<Code>]: string | number };
