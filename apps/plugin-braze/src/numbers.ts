const english = new Intl.NumberFormat('en-US');

/** `1,204` */
export function grouped(count: number): string {
  return english.format(count);
}

/** `1 warning`, `1,204 warnings` */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `38 s`, `7 min`, `2 h 5 min` */
export function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `2026-11-23 09:45` in UTC, of an ISO time. */
export function minuteOf(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
