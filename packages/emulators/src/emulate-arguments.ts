import { parseArgs } from 'node:util';
import type { EmulateOptions } from './emulate.ts';

export const usage = `Usage: emulate [braze|salesforce|both] [--port-braze N] [--port-salesforce N] [--seed DIR] [--records N] [--json]

  --port-braze N, --port-salesforce N   port on 127.0.0.1; 0 (default) takes any free one
  --seed DIR     schema.json and records/<Object>.json to start from; default: the B2B example
  --records N    generate N people with accounts, deals and contact roles
  --json         print one line of JSON when ready, and nothing else`;

export type EmulateArguments =
  | { readonly kind: 'start'; readonly options: EmulateOptions; readonly json: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the command line; it never throws. */
export function parseEmulateArguments(argv: readonly string[]): EmulateArguments {
  const parsed = readFlags(argv);
  if (typeof parsed === 'string') return { kind: 'refused', reason: parsed };
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: 'help' };
  const [which = 'both', ...others] = positionals;
  if (which !== 'braze' && which !== 'salesforce' && which !== 'both') {
    return { kind: 'refused', reason: `'${which}' is none of braze, salesforce, both` };
  }
  if (others.length > 0)
    return { kind: 'refused', reason: `one of braze, salesforce, both is enough: ${others.join(' ')}` };
  const brazePort = wholeNumber(values['port-braze'] ?? '0', 65_535);
  const salesforcePort = wholeNumber(values['port-salesforce'] ?? '0', 65_535);
  const records = values.records === undefined ? undefined : wholeNumber(values.records, 100_000_000);
  if (brazePort === undefined) return { kind: 'refused', reason: '--port-braze must be a port from 0 to 65535' };
  if (salesforcePort === undefined)
    return { kind: 'refused', reason: '--port-salesforce must be a port from 0 to 65535' };
  if (values.records !== undefined && records === undefined)
    return { kind: 'refused', reason: '--records must be a whole number' };
  const { seed } = values;
  const optional = { ...(seed === undefined ? {} : { seed }), ...(records === undefined ? {} : { records }) };
  return { kind: 'start', options: { which, brazePort, salesforcePort, ...optional }, json: values.json === true };
}

function readFlags(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'port-braze': { type: 'string' },
        'port-salesforce': { type: 'string' },
        seed: { type: 'string' },
        records: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string, max: number): number | undefined {
  return /^\d{1,9}$/u.test(text) && Number(text) <= max ? Number(text) : undefined;
}
