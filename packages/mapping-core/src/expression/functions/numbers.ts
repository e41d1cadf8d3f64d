import type { FunctionEntry } from './entry.ts';
import { text } from './parameters.ts';
import { trimWhiteSpace } from './white-space.ts';

const MAX_DIGITS = 64;
const GROUPING = /[\p{White_Space}'’]/gu;

/** Functions that give numbers. */
export const numberFunctions: readonly FunctionEntry[] = [
  {
    name: 'number',
    parameters: [
      text,
      {
        name: 'sep',
        types: ['string'],
        optional: true,
        refuses: (literal) => (literal === '.' || literal === ',' ? undefined : { allowed: ["'.'", "','"] }),
      },
    ],
    result: 'number',
    nullable: true,
    sql: 'same',
    doc: "Reads a number; `sep` is the decimal separator, `'.'` or `','`, and the other one, spaces and `'` group digits.",
    example: { text: "number('1.234,56', ',')", result: 1234.56 },
    compile:
      ([value, separator]) =>
      (row, run) => {
        const written = value?.(row, run);
        const decimal = separator === undefined ? '.' : separator(row, run);
        if (typeof written !== 'string' || decimal === null) return null;
        const number = readNumber(written, decimal === ',' ? ',' : '.');
        if (number === undefined) run.report('record/number-not-readable', {});
        return number ?? null;
      },
  },
  {
    name: 'round',
    parameters: [
      { name: 'x', types: ['number'] },
      { name: 'n', types: ['number'], optional: true, refuses: notPlaces },
    ],
    result: 'number',
    nullable: false,
    sql: 'same',
    doc: 'Rounds to `n` decimal places (0–10), half away from zero on the decimal form.',
    example: { text: 'round(1.005, 2)', result: 1.01 },
    compile:
      ([value, places]) =>
      (row, run) => {
        const number = value?.(row, run);
        const decimals = places === undefined ? 0 : places(row, run);
        return typeof number === 'number' && typeof decimals === 'number' ? roundDecimal(number, decimals) : null;
      },
  },
];

function notPlaces(literal: string | number): object | undefined {
  return typeof literal === 'number' && Number.isInteger(literal) && literal >= 0 && literal <= 10 ? undefined : {};
}

/** Grouped digits must be real groups: `1.5` with a decimal comma is no fifteen. */
function readNumber(written: string, decimal: '.' | ','): number | undefined {
  const trimmed = trimWhiteSpace(written.slice(0, 4 * MAX_DIGITS + 1));
  if (trimmed.length > MAX_DIGITS) return undefined;
  const [, sign, digits = ''] = /^([-+\u2212]?)(.*)$/u.exec(trimmed.replaceAll(GROUPING, '\u00a0')) ?? [];
  const [whole = '', fraction = '', ...more] = digits.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined;
  if (!/^\d*$/.test(whole) && !/^\d{1,3}(?:[.,\u00a0]\d{2,3})*[.,\u00a0]\d{3}$/.test(whole)) return undefined;
  const number = Number(`${whole.replaceAll(/\D/g, '')}.${fraction}0`);
  return Number.isFinite(number) ? (sign === '' || sign === '+' ? number : 0 - number) : undefined;
}

/** Half away from zero, decided on the shortest decimal form, so that 1.005 rounds to 1.01. Places outside 0–10 are clamped. */
function roundDecimal(number: number, places: number): number {
  const size = Math.abs(number);
  if (!Number.isFinite(number) || size >= Number.MAX_SAFE_INTEGER) return number;
  const shift = Math.min(Math.max(Math.trunc(places), 0), 10);
  const rounded = shifted(Math.round(shifted(size, shift)), -shift);
  return number < 0 ? 0 - rounded : rounded;
}

function shifted(number: number, places: number): number {
  const [mantissa = '0', exponent = '0'] = String(number).split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}
