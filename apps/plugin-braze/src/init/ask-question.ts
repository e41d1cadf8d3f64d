import { SfError } from '@salesforce/core';
import { escapeControls } from '../to-sf-error.ts';

/** Shows a question and gives what was typed. */
export type Ask = (question: string) => Promise<string>;

export interface Question {
  /** Its flag, without hyphens. */
  readonly flag: string;
  readonly text: string;
  readonly fallback: string | undefined;
  /** The answer as it is used; fails when it cannot be. */
  readonly read: (text: string) => string;
}

/** The flag, or the answer, or the fallback. An answer that cannot be used is explained, and the question asked again. */
export async function answerOf(question: Question, given: string | undefined, ask: Ask | undefined): Promise<string> {
  const { flag, fallback, read } = question;
  if (given !== undefined) return read(given);
  if (ask === undefined) {
    if (fallback === undefined) throw answersMissing([flag]);
    return read(fallback);
  }
  let intro = '';
  for (;;) {
    const typed = (await ask(`${intro}${shown(question)}`)).trim();
    if (typed === '' && fallback === undefined) continue;
    try {
      return read(typed === '' ? (fallback ?? '') : typed);
    } catch (error) {
      if (!(error instanceof SfError)) throw error;
      intro = `${[error.message, ...(error.actions ?? [])].map(escapeControls).join('\n')}\n\n`;
    }
  }
}

/** Nobody is there to ask. */
export function answersMissing(flags: readonly string[]): SfError {
  const names = flags.map((flag) => `\`--${flag}\``).join(', ');
  return new SfError(
    `Not everything is known that a project needs. Missing: ${names}. Nothing was written.`,
    'AnswersMissing',
    ['Give the flags, or run in a terminal without `--no-prompt` and `--json` to be asked.'],
    2,
  );
}

function shown({ text, fallback }: Question): string {
  return fallback === undefined ? `${text}\n> ` : `${text}\n[${fallback}] > `;
}
