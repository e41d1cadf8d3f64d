/** A span of time, `[from, to)`, in milliseconds since 1970. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;

/**
 * The span that `TODAY`, `LAST_N_DAYS:7`, … means at `now`; `undefined` for a word that is no date literal.
 * Days are UTC days and weeks begin on Sunday, as for a user in UTC with an American locale.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function dateLiteralSpan(name: string, count: number | undefined, now: number): TimeSpan | undefined {
  if (name === 'LAST_90_DAYS' && count === undefined) return { from: today(now) - 90 * DAY, to: today(now) + DAY };
  if (name === 'NEXT_90_DAYS' && count === undefined) return { from: today(now) + DAY, to: today(now) + 91 * DAY };
  if (count === undefined) return fixedSpan(name, now);
  return countedSpan(name, count, now);
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

function fixedSpan(name: string, now: number): TimeSpan | undefined {
  if (name === 'YESTERDAY') return unitSpan('DAY', -1, now);
  if (name === 'TODAY') return unitSpan('DAY', 0, now);
  if (name === 'TOMORROW') return unitSpan('DAY', 1, now);
  const match = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/u.exec(name);
  if (match === null) return undefined;
  const steps = match[1] === 'LAST' ? -1 : match[1] === 'THIS' ? 0 : 1;
  return unitSpan(match[2] as Unit, steps, now); // one of the four words above
}

function countedSpan(name: string, count: number, now: number): TimeSpan | undefined {
  const match = /^(LAST_N|NEXT_N|N)_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S(_AGO)?$/u.exec(name);
  if (match === null) return undefined;
  const unit = match[2] as Unit; // one of the five words above
  if (match[1] === 'N') return match[3] === undefined ? undefined : unitSpan(unit, -count, now);
  if (match[3] !== undefined) return undefined;
  if (match[1] === 'NEXT_N') return { from: unitStart(unit, 1, now), to: unitStart(unit, count + 1, now) };
  // LAST_N_DAYS includes today, the longer units end with the last whole one
  const to = unit === 'DAY' ? unitStart(unit, 1, now) : unitStart(unit, 0, now);
  return { from: unitStart(unit, -count, now), to };
}

function unitSpan(unit: Unit, steps: number, now: number): TimeSpan {
  return { from: unitStart(unit, steps, now), to: unitStart(unit, steps + 1, now) };
}

function unitStart(unit: Unit, steps: number, now: number): number {
  const day = new Date(today(now));
  const year = day.getUTCFullYear();
  const month = day.getUTCMonth();
  switch (unit) {
    case 'DAY':
      return today(now) + steps * DAY;
    case 'WEEK':
      return today(now) + (steps * 7 - day.getUTCDay()) * DAY;
    case 'MONTH':
      return Date.UTC(year, month + steps, 1);
    case 'QUARTER':
      return Date.UTC(year, (Math.floor(month / 3) + steps) * 3, 1);
    case 'YEAR':
      return Date.UTC(year + steps, 0, 1);
    default:
      throw new Error(`unknown unit ${String(unit)}`);
  }
}

function today(now: number): number {
  return Math.floor(now / DAY) * DAY;
}
