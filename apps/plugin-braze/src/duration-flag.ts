import { SfError } from '@salesforce/core';

const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `25m` or `2h`. */
export function parseDuration(input: string): number {
  const [, number, unit] = /^([1-9]\d{0,5})([smh])$/.exec(input) ?? [];
  const ms = units[unit ?? ''];
  if (number !== undefined && ms !== undefined) return Number(number) * ms;
  throw new SfError(`\`${input}\` is not a duration.`, 'DurationInvalid', ['Write 90s, 25m or 2h.'], 2);
}
