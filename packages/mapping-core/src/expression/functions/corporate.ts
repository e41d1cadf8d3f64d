import type { RecordValue } from '../../salesforce/record.ts';
import type { CurrencyRate, Snapshot } from '../../salesforce/snapshot.ts';
import type { FunctionEntry } from './entry.ts';

/** `corporate(Amount)`: in the org's corporate currency, by the rate of the record's day where rates are dated. */
export const corporate: FunctionEntry = {
  name: 'corporate',
  parameters: [{ name: 'currency', types: ['currency'] }],
  result: 'number',
  nullable: true,
  sql: 'none',
  doc: 'An amount in the org’s corporate currency, by dated rates where the org uses them; blank without a rate.',
  example: { text: 'corporate(Amount)', given: { Amount: 150, CurrencyIsoCode: 'USD' }, result: 100 },
  compile([amount, currency, date], { snapshot }) {
    if (snapshot?.switches.multiCurrency === false) return (row, run) => amount?.(row, run) ?? null;
    const rates = ratesByCurrency(snapshot);
    return (row, run) => {
      const value = amount?.(row, run);
      if (typeof value !== 'number') return null;
      const code = currency?.(row, run) ?? null;
      if (code === snapshot?.corporateCurrency) return value;
      const known = typeof code === 'string' ? rates.get(code) : undefined;
      const rate = rateOn(known ?? [], date?.(row, run) ?? null, run.at.slice(0, 10));
      if (rate !== undefined && rate > 0) return value / rate;
      run.report('record/no-rate', { currency: typeof code === 'string' && /^[A-Z]{3}$/.test(code) ? code : 'blank' });
      return null;
    };
  },
};

function ratesByCurrency(snapshot: Snapshot | undefined): ReadonlyMap<string, readonly CurrencyRate[]> {
  const rates = new Map<string, CurrencyRate[]>();
  for (const rate of snapshot?.rates ?? []) {
    const others = rates.get(rate.isoCode);
    if (others === undefined) rates.set(rate.isoCode, [rate]);
    else others.push(rate);
  }
  return rates;
}

/** The dated rate of the record's day; for records without one, the rate without dates, or else that of today. */
function rateOn(rates: readonly CurrencyRate[], date: RecordValue, today: string): number | undefined {
  const undated = rates.find((rate) => !isDated(rate));
  const day = typeof date === 'string' ? date : today;
  const dated = rates.find((rate) => isDated(rate) && covers(rate, day));
  return (typeof date === 'string' ? (dated ?? undated) : (undated ?? dated))?.rate;
}

function isDated({ start, end }: CurrencyRate): boolean {
  return start !== undefined || end !== undefined;
}

function covers({ start, end }: CurrencyRate, date: string): boolean {
  return (start === undefined || start <= date) && (end === undefined || date < end);
}
