/** What a fault does to the call it hits. */
export type FaultEffect =
  | {
      readonly kind: 'respond';
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly body: unknown;
    }
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' }
  | { readonly kind: 'delay' };

/**
 * One planned fault. It counts the calls it matches and fires from the `nth` (1-based, default 1) on, `times` times
 * (default: once when `nth` is given, else always). `delayMs` waits first, then does the rest.
 */
export interface Fault {
  readonly method: string | undefined;
  /** Exact path without query, or a prefix ending in `*`. */
  readonly path: string | undefined;
  readonly nth: number;
  readonly times: number;
  readonly delayMs: number;
  readonly effect: FaultEffect;
}

export interface FaultList {
  /** Replaces the whole list and starts counting anew. */
  replace(faults: readonly Fault[]): void;
  /** Counts this call on every fault it matches; gives the first one that fires. */
  next(method: string, path: string): Fault | undefined;
}

export function createFaultList(): FaultList {
  let planned: { readonly fault: Fault; seen: number }[] = [];
  return {
    replace(faults) {
      planned = faults.map((fault) => ({ fault, seen: 0 }));
    },
    next(method, path) {
      let hit: Fault | undefined;
      for (const entry of planned) {
        if (!matches(entry.fault, method, path)) continue;
        entry.seen += 1;
        const { nth, times } = entry.fault;
        if (entry.seen >= nth && entry.seen < nth + times) hit ??= entry.fault;
      }
      return hit;
    },
  };
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}

/** Reads the control API's JSON list; a string is the reason why it is refused. */
export function parseFaults(value: unknown): readonly Fault[] | string {
  if (!Array.isArray(value)) return 'faults must be a list';
  const faults: Fault[] = [];
  for (const [index, entry] of value.entries()) {
    const fault = parseFault(entry);
    if (typeof fault === 'string') return `faults[${index}]: ${fault}`;
    faults.push(fault);
  }
  return faults;
}

type Fields = Readonly<Record<string, unknown>>;

function parseFault(entry: unknown): Fault | string {
  if (!isFields(entry)) return 'must be an object';
  const match = isFields(entry['match']) ? entry['match'] : entry;
  const { method, path } = match;
  if (method !== undefined && typeof method !== 'string') return 'method must be a string';
  if (path !== undefined && typeof path !== 'string') return 'path must be a string';
  const { nth, times, delayMs } = entry;
  if (!isCount(nth) || !isCount(times)) return 'nth and times must be whole numbers from 1';
  if (delayMs !== undefined && (typeof delayMs !== 'number' || !(delayMs >= 0)))
    return 'delayMs must be a number from 0';
  const effect = parseEffect(entry);
  if (typeof effect === 'string') return effect;
  return {
    method: method?.toUpperCase(),
    path,
    nth: nth ?? 1,
    times: times ?? (nth === undefined ? Infinity : 1),
    delayMs: delayMs ?? 0,
    effect,
  };
}

function parseEffect(entry: Fields): FaultEffect | string {
  const { respond, drop, delayMs } = entry;
  if (drop !== undefined) {
    return drop === 'before' || drop === 'after' ? { kind: 'drop', when: drop } : 'drop must be "before" or "after"';
  }
  if (respond === undefined) return delayMs === undefined ? 'needs one of respond, drop, delayMs' : { kind: 'delay' };
  if (!isFields(respond)) return 'respond must be an object';
  const { status, headers, body } = respond;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    return 'respond.status must be 200 to 599';
  }
  if (headers !== undefined && !isFields(headers)) return 'respond.headers must be an object';
  const named = Object.entries(headers ?? {}).map(([name, text]): [string, string] => [name, String(text)]);
  return { kind: 'respond', status, headers: Object.fromEntries(named), body };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= 1);
}
