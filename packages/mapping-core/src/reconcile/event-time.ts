/** `SystemModstamp` as an event's time: seconds, and never after the run's clock, because Braze would replace it by now. */
export function eventTime(modstamp: string, at: string): string {
  const earlier = Date.parse(modstamp) > Date.parse(at) ? at : modstamp;
  const time = new Date(earlier);
  return `${(Number.isNaN(time.getTime()) ? new Date(at) : time).toISOString().slice(0, 19)}Z`;
}
