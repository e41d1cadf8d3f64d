const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A date as text that has been checked against the calendar, and the time that was written behind it. */
export interface IsoText {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** `hh:mm:ss.sss`, midnight when only a date was written. */
  readonly time: string;
  /** `Z`, `+hh:mm`, or undefined for a local time. */
  readonly offset: string | undefined;
}

/** Reads `YYYY-MM-DD`, with or without a time, with or without a zone offset. Years 0001–9999. */
export function readIso(text: string): IsoText | undefined {
  const [, date, minutes = '00:00', seconds = '00', fraction = '', offset] = ISO.exec(text) ?? [];
  if (date === undefined || date < '0001') return undefined;
  const time = `${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, '0')}`;
  const read = { date, time, offset: offset?.replace(/(\d{2})(\d{2})$/, '$1:$2') };
  const instant = new Date(`${date}T${time}Z`);
  // `Date` carries 31 June over into July.
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date ? undefined : read;
}

/** The day in UTC; for a local time, the day that was written. */
export function utcDate({ date, time, offset }: IsoText): string | undefined {
  return offset === undefined ? date : isoInstant(Date.parse(`${date}T${time}${offset}`))?.slice(0, 10);
}

/** An instant as canonical text; undefined outside the years 0001–9999, which have no four digits. */
export function isoInstant(milliseconds: number): string | undefined {
  const instant = new Date(milliseconds);
  if (Number.isNaN(instant.getTime())) return undefined;
  const text = instant.toISOString();
  return /^\d{4}-/.test(text) && text >= '0001' ? text : undefined;
}
