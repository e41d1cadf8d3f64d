import type { CurrencyRate } from '@sf-braze/mapping-core';
import { type Fields, textOf } from './json-fields.ts';
import type { OrgHttp } from './org-http.ts';
import { tryQueryRecords } from './query-records.ts';

export interface Currencies {
  readonly corporateCurrency: string | undefined;
  readonly rates: readonly CurrencyRate[];
}

/** The rates of a multi-currency org. A currency with dated rates has those; any other has its one rate. */
export async function readCurrencies(http: OrgHttp, signal: AbortSignal): Promise<Currencies> {
  const [types, dated] = await Promise.all([
    recordsOrNone(http, 'SELECT IsoCode, ConversionRate, IsCorporate FROM CurrencyType', signal),
    readDatedRates(http, signal),
  ]);
  const withDates = new Set(dated.map(({ isoCode }) => isoCode));
  const undated = types.map((type) => rateOf(type, undefined, undefined));
  const corporate = types.find((type) => type['IsCorporate'] === true);
  return {
    corporateCurrency: corporate === undefined ? undefined : textOf(corporate['IsoCode']),
    rates: [...undated.filter(({ isoCode }) => !withDates.has(isoCode)), ...dated].toSorted(byCodeAndStart),
  };
}

/** Only orgs with Advanced Currency Management have them. */
async function readDatedRates(http: OrgHttp, signal: AbortSignal): Promise<readonly CurrencyRate[]> {
  const soql = 'SELECT IsoCode, ConversionRate, StartDate, NextStartDate FROM DatedConversionRate';
  const records = await recordsOrNone(http, soql, signal);
  return records.map((record) => rateOf(record, textOf(record['StartDate']), textOf(record['NextStartDate'])));
}

/** The first rate starts and the last one ends at a date nobody has records of. */
function rateOf(record: Fields, start: string | undefined, end: string | undefined): CurrencyRate {
  return {
    isoCode: textOf(record['IsoCode']),
    rate: Number(record['ConversionRate']),
    start: start === undefined || start < '1000' ? undefined : start,
    end: end === undefined || end === '' || end >= '9999' ? undefined : end,
  };
}

function byCodeAndStart(left: CurrencyRate, right: CurrencyRate): number {
  return compareText(left.isoCode, right.isoCode) || compareText(left.start ?? '', right.start ?? '');
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** A user who may not see these objects sends amounts without them. */
async function recordsOrNone(http: OrgHttp, soql: string, signal: AbortSignal): Promise<readonly Fields[]> {
  const records = await tryQueryRecords(http, soql, signal);
  return 'kind' in records ? [] : records;
}
