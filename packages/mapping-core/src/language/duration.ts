const minutesPer: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

/** Minutes of `15m`, `24h` or `15d`; the schema has checked the form. */
export function durationMinutes(text: string): number {
  return Number(text.slice(0, -1)) * (minutesPer[text.slice(-1)] ?? 1);
}
