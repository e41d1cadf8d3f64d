import { type Clock, createClock } from './clock.ts';
import { createFaultList, type FaultList, parseFaults } from './faults.ts';
import { createRecordedRequests, type RecordedRequests } from './recorded-requests.ts';
import { json, readJson } from './respond.ts';
import type { Handler, LoopbackResponse, Route } from './route.ts';

/** What every emulator has: its time, its faults, its recorded calls, and the `/_emulator/…` routes over them. */
export interface Control {
  readonly clock: Clock;
  readonly faults: FaultList;
  readonly requests: RecordedRequests;
  readonly routes: readonly Route[];
}

export interface ControlOptions {
  /** Called by `POST /_emulator/reset` after clock, faults and recorded calls were emptied. */
  readonly reset: () => void;
  readonly clock?: Clock;
  readonly maxRecordedCalls?: number;
  readonly maxRecordedBytes?: number;
}

/** The shared half of the control API; each emulator adds its own routes with `controlRoute`. */
export function createControl(options: ControlOptions): Control {
  const clock = options.clock ?? createClock();
  const faults = createFaultList();
  const requests = createRecordedRequests(options.maxRecordedCalls, options.maxRecordedBytes);
  const reset = () => {
    clock.reset();
    faults.replace([]);
    requests.clear();
    options.reset();
    return success();
  };
  const routes = [
    controlRoute('POST', 'reset', reset),
    controlRoute('GET', 'requests', () => streamJsonList(requests.list())),
    controlRoute('DELETE', 'requests', () => {
      requests.clear();
      return success();
    }),
    controlJson('PUT', 'faults', (value) => {
      const parsed = parseFaults(value);
      if (typeof parsed === 'string') return refuse(parsed);
      faults.replace(parsed);
      return success();
    }),
    controlJson('PUT', 'clock', (value) => moveClock(clock, value)),
  ];
  return { clock, faults, requests, routes };
}

/** A route below `/_emulator/`: needs no key, is not recorded, knows no faults. */
export function controlRoute(method: string, name: string, handle: Handler): Route {
  return { method, path: `/_emulator/${name}`, handle, internal: true };
}

/** A control route whose body is JSON; anything else is answered with 400. */
export function controlJson(
  method: string,
  name: string,
  handle: (value: unknown) => LoopbackResponse | Promise<LoopbackResponse>,
): Route {
  return controlRoute(method, name, (request) => {
    const body = readJson(request);
    return body.ok ? handle(body.value) : refuse(`the body is not JSON: ${body.reason}`);
  });
}

export function success(): LoopbackResponse {
  return json(200, { message: 'success' });
}

export function refuse(message: string): LoopbackResponse {
  return json(400, { message });
}

/** A JSON array written element by element, so that a large one never stands in memory as one text. */
export function streamJsonList(values: Iterable<unknown>): LoopbackResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: jsonList(values) };
}

/** The text of a JSON array in pieces of about 64 kB. */
async function* jsonList(values: Iterable<unknown>): AsyncGenerator<string> {
  let piece = '[';
  let first = true;
  for (const value of values) {
    piece += `${first ? '' : ','}${JSON.stringify(value)}`;
    first = false;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

function moveClock(clock: Clock, value: unknown): LoopbackResponse {
  const { now, advance } = (value ?? {}) as { now?: unknown; advance?: unknown }; // both checked below
  if (advance !== undefined) {
    if (typeof advance !== 'number' || !Number.isFinite(advance)) return refuse('advance must be milliseconds');
    clock.advance(advance);
  } else {
    const time = typeof now === 'number' ? now : typeof now === 'string' ? Date.parse(now) : Number.NaN;
    if (!Number.isFinite(time)) return refuse('give now (ISO 8601 or epoch milliseconds) or advance (milliseconds)');
    clock.set(time);
  }
  return json(200, { now: new Date(clock.now()).toISOString() });
}
