const DAY = 86_400_000;
const MAX_ZONES = 1000;
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Whether a name is a time zone that this runtime knows. */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/**
 * The instant of a local time in a zone, as milliseconds; undefined for an unknown zone.
 * A local time that a clock change skips is the first one after the gap, one that occurs twice is the earlier.
 * @param local the local time, read as if it were UTC
 */
export function instantAt(local: number, zone: string): number | undefined {
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  const before = offsetAt(format, local - DAY);
  const after = offsetAt(format, local + DAY);
  const candidates = [local - before, local - after].filter((instant) => instant + offsetAt(format, instant) === local);
  return candidates.length > 0 ? Math.min(...candidates) : transition(format, local - DAY, local + DAY);
}

/** The first instant in a span at which the offset is no longer that of its beginning. */
function transition(format: Intl.DateTimeFormat, from: number, to: number): number {
  const offset = offsetAt(format, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(format, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** Milliseconds by which a zone is ahead of UTC. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const local = new Date(0);
  // `Date.UTC` would take the years 0–99 for 1900–1999.
  local.setUTCFullYear(parts.get('era') === 'BC' ? 1 - part('year') : part('year'), part('month') - 1, part('day'));
  local.setUTCHours(part('hour'), part('minute'), part('second'));
  return local.getTime() - Math.floor(instant / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known !== undefined || formats.has(zone)) return known;
  const format = newFormat(zone);
  // Zones can come from a field: what a record writes must not fill the memory.
  if (formats.size < MAX_ZONES) formats.set(zone, format);
  return format;
}

function newFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  const digits = '2-digit';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
  } catch {
    return undefined;
  }
}
