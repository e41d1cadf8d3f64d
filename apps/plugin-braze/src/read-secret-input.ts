import { SfError } from '@salesforce/core';

/** Longest secret that is taken: a key, not a file. */
const MAX_CHARACTERS = 4096;

/** What was piped in, or what `ask` answers on a terminal; without white space at its ends. */
export async function readSecretInput(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  ask: () => Promise<string>,
): Promise<string> {
  const secret = (input.isTTY === true ? await ask() : await readAll(input)).trim();
  if (secret === '') throw refusal('The secret is empty.');
  if (secret.length > MAX_CHARACTERS || /[\r\n]/.test(secret)) throw refusal('The secret is not one short line.');
  return secret;
}

async function readAll(input: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += String(chunk);
    if (text.length > 2 * MAX_CHARACTERS) break;
  }
  return text;
}

function refusal(message: string): SfError {
  return new SfError(message, 'SecretInvalid', [
    'Type it when asked, or pipe it in, for example `pass show braze | sf braze secret set braze-production`.',
  ]);
}
