import { readLimitHeaders } from '../../src/braze/limit-headers.ts';
import { answered, departed, gateDelay, openGate } from '../../src/braze/rate-limits.ts';

export interface World {
  readonly limit: number;
  readonly window: { readonly header: 'epoch' | 'seconds'; readonly ms: number };
  /** Requests that somebody else makes at the beginning of each window. */
  readonly unseen: number;
  readonly concurrency: number;
  readonly requests: number;
  /** Milliseconds there and back, used in turn. */
  readonly ways: readonly (readonly [number, number])[];
}

/** Requests through a gate to a server with a windowed limit, run to the end in simulated time. */
export function simulate(world: World): { readonly refused: number; readonly busiest: number } {
  const { concurrency, requests, ways } = world;
  const serve = windowedServer(world);
  const events: { readonly at: number; readonly run: () => void }[] = [];
  const client = { gate: openGate({ limit: world.limit * 2, windowMs: 60_000, cap: undefined }), sent: 0, inFlight: 0 };

  const depart = (departure: number) => {
    const [there, back] = ways[client.sent % ways.length] ?? [1, 1];
    client.sent += 1;
    client.inFlight += 1;
    client.gate = departed(client.gate, departure);
    const arrive = () => {
      const { refused, headers } = serve(departure + there);
      const home = departure + there + back;
      const run = () => {
        client.inFlight -= 1;
        const news = readLimitHeaders(headers, { departed: departure, arrived: home });
        client.gate = answered(client.gate, news, { now: home, refused });
      };
      events.push({ at: home, run });
    };
    events.push({ at: departure + there, run: arrive });
  };

  let now = 1_700_000_000_000;
  while (client.sent < requests || events.length > 0) {
    const ready = client.sent < requests && client.inFlight < concurrency;
    const opens = ready ? now + gateDelay(client.gate, now) : Number.POSITIVE_INFINITY;
    events.sort((a, b) => a.at - b.at);
    const next = events[0];
    if (opens <= now) {
      depart(now);
    } else if (next !== undefined && next.at <= opens) {
      events.shift();
      now = next.at;
      next.run();
    } else {
      now = opens;
    }
  }
  return serve.counts();
}

interface Server {
  (now: number): { readonly refused: boolean; readonly headers: Record<string, string> };
  counts(): { readonly refused: number; readonly busiest: number };
}

function windowedServer({ limit, window, unseen }: World): Server {
  const used = new Map<number, number>();
  let refusals = 0;
  const serve = (now: number) => {
    const index = Math.floor(now / window.ms);
    const before = used.get(index) ?? unseen;
    const refused = before >= limit;
    used.set(index, refused ? before : before + 1);
    if (refused) refusals += 1;
    const end = (index + 1) * window.ms;
    const headers = {
      'x-ratelimit-limit': `${limit}`,
      'x-ratelimit-remaining': `${Math.max(0, limit - before - 1)}`,
      'x-ratelimit-reset': `${Math.ceil((window.header === 'epoch' ? end : end - now) / 1000)}`,
    };
    return { refused, headers };
  };
  return Object.assign(serve, { counts: () => ({ refused: refusals, busiest: Math.max(...used.values()) }) });
}
