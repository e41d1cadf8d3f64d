import { startBrazeEmulator } from '@sf-braze/emulators';
import { type BrazeClientOptions, createBrazeClient } from '../../src/braze/client.ts';
import { createDestination, type DestinationOptions } from '../../src/braze/destination.ts';
import type { Clock, Destination } from '../../src/ports.ts';

/** A call the emulator has recorded. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number | null;
}

export interface EmulatedBraze {
  readonly destination: Destination;
  /** Milliseconds of every sleep. Nobody really waits. */
  readonly slept: readonly number[];
  readonly url: string;
  readonly apiKey: string;
  readonly clock: Clock;
  readonly control: (method: string, name: string, body?: unknown) => Promise<unknown>;
  readonly faults: (...faults: readonly unknown[]) => Promise<unknown>;
  readonly calls: () => Promise<readonly Call[]>;
}

export interface Setup {
  readonly client?: Partial<BrazeClientOptions>;
  readonly destination?: Partial<DestinationOptions>;
}

/** Runs `use` against an empty emulated workspace, and closes everything whatever happens. */
export async function withBraze(use: (braze: EmulatedBraze) => Promise<void>, setup: Setup = {}): Promise<void> {
  const emulator = await startBrazeEmulator({ port: 0 });
  const { url, apiKey } = emulator;
  const options = { endpoint: url, apiKey, connections: 4, timeoutMs: 5000, ...setup.client };
  const { clock, slept } = skippingClock();
  const destination = createDestination(createBrazeClient(options), {
    clock,
    random: () => 0.5,
    limits: { requestsPerSecond: 1000, concurrency: 4, exportPerMinute: 250 },
    ...setup.destination,
  });
  const control = async (method: string, name: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/_emulator/${name}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  try {
    await use({
      destination,
      slept,
      url,
      apiKey,
      clock,
      control,
      faults: (...faults) => control('PUT', 'faults', faults),
      async calls() {
        const recorded = (await control('GET', 'requests')) as (Omit<Call, 'body'> & { readonly body: string })[];
        return recorded.map(({ method, path, body, status }) => ({
          method,
          path,
          status,
          body: body === '' ? {} : (JSON.parse(body) as Call['body']),
        }));
      },
    });
  } finally {
    await destination.close();
    await emulator.close();
  }
}

/** Time that jumps ahead instead of passing. */
function skippingClock(): { readonly clock: Clock; readonly slept: readonly number[] } {
  const slept: number[] = [];
  let ahead = 0;
  const clock: Clock = {
    now: () => new Date(Date.now() + ahead).toISOString(),
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
      ahead += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
  return { clock, slept };
}
