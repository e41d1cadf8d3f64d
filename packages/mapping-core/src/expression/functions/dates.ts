import { nearestName } from '../../diagnostics/nearest-name.ts';
import { isoInstant, readIso, utcDate } from './calendar.ts';
import { ofText, ofTexts } from './compile.ts';
import type { FunctionEntry, LiteralProblem, Parameter } from './entry.ts';
import { instantAt, isZone } from './zone.ts';

const unreadable = (literal: string | number): LiteralProblem | undefined => {
  const read = typeof literal === 'string' ? readIso(literal) : undefined;
  return read === undefined || utcDate(read) === undefined ? { allowed: ["'YYYY-MM-DD'"] } : undefined;
};

const notLocal = (literal: string | number): LiteralProblem | undefined =>
  typeof literal === 'string' && readIso(literal)?.offset === undefined ? unreadable(literal) : {};

const dateOrDatetime: Parameter = { name: 'x', types: ['date', 'datetime'] };

/** Functions from and to dates. Dates and instants are texts in their canonical forms. */
export const dateFunctions: readonly FunctionEntry[] = [
  {
    name: 'date',
    parameters: [{ name: 'x', types: ['string', 'datetime', 'date'], refuses: unreadable }],
    result: 'date',
    nullable: true,
    // Only text can be unreadable.
    nullableFrom: ([argument]) => argument?.type.kind === 'string' && argument.kind !== 'literal',
    sql: 'same',
    doc: 'The day of an ISO text, or of an instant in UTC; blank when the text is no date.',
    example: { text: "date('2027-03-28T22:30:00Z')", result: '2027-03-28' },
    compile: ofText((value, run) => {
      const read = readIso(value);
      const day = read && utcDate(read);
      if (day === undefined) run.report('record/date-not-readable', {});
      return day ?? null;
    }),
  },
  {
    name: 'at',
    parameters: [
      { name: 'x', types: ['date', 'string'], refuses: notLocal },
      { name: 'zone', types: ['string'], refuses: unknownZone },
    ],
    result: 'datetime',
    nullable: true,
    sql: 'same',
    doc: 'The instant of a day’s midnight, or of a local ISO time, in a time zone. A skipped local time is the first after the gap, a doubled one the earlier.',
    example: { text: "at(date('2027-03-28'), 'Europe/Berlin')", result: '2027-03-27T23:00:00.000Z' },
    compile: ofTexts((value, zone, run) => {
      const read = readIso(value);
      if (read === undefined || read.offset !== undefined) {
        run.report('record/date-not-readable', {});
        return null;
      }
      const instant = instantAt(Date.parse(`${read.date}T${read.time}Z`), zone);
      return (instant === undefined ? undefined : isoInstant(instant)) ?? null;
    }),
  },
  {
    name: 'year',
    parameters: [dateOrDatetime],
    result: 'number',
    nullable: false,
    sql: 'same',
    doc: 'The year of a date, or of an instant in UTC.',
    example: { text: "year(date('2027-03-28'))", result: 2027 },
    compile: ofText((value) => {
      const year = Number(/^(\d{4})-/.exec(value)?.[1]);
      return Number.isNaN(year) ? null : year;
    }),
  },
  {
    name: 'age',
    parameters: [{ name: 'date', types: ['date'] }],
    result: 'number',
    nullable: true,
    calendar: true,
    sql: 'same',
    doc: 'Full years on the run’s day in UTC; blank for a date in the future. Needs `refresh`.',
    example: { text: 'age(Birthdate)', given: { Birthdate: '1990-06-15' }, result: 35 },
    compile: ofText((value, run) => (readIso(value) === undefined ? null : fullYears(value, run.at.slice(0, 10)))),
  },
];

function unknownZone(literal: string | number): LiteralProblem | undefined {
  if (typeof literal !== 'string' || isZone(literal)) return undefined;
  return { nearest: nearestName(literal, Intl.supportedValuesOf('timeZone')) };
}

function fullYears(born: string, today: string): number | null {
  if (born > today) return null;
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
