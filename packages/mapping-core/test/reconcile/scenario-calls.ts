import { wire } from '../../src/braze/requests.ts';
import type { Phase } from '../../src/reconcile/phases.ts';

/** One call of a scenario file: an exact body, or counts. */
export interface ScenarioCall {
  readonly phase: number;
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly repeat?: number;
  readonly size?: number;
  readonly holds?: string;
  readonly sets?: Readonly<Record<string, number>>;
}

/** Calls of one phase, method and path, with the arrays of their bodies joined: they may go in any order, joined or split. */
export function joinedCalls(calls: readonly ScenarioCall[]): readonly unknown[] {
  const groups = new Map<string, Record<string, unknown[]>>();
  for (const { phase, method, path, body } of calls) {
    const name = `${phase} ${method} ${path}`;
    const joined = groups.get(name) ?? {};
    groups.set(name, joined);
    for (const [key, value] of Object.entries(body ?? {})) {
      const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
      joined[key] = [...(joined[key] ?? []), ...elements];
    }
  }
  return [...groups]
    .map(([name, body]) => ({
      name,
      body: Object.fromEntries(
        Object.entries(body)
          .map(([key, elements]): [string, unknown[]] => [key, elements.map(sortedKeys).toSorted(byText)])
          .toSorted(byText),
      ),
    }))
    .toSorted((a, b) => byText(a.name, b.name));
}

export function callsOf(phases: readonly Phase[]): readonly ScenarioCall[] {
  return phases.flatMap(({ number, requests }) =>
    requests.map((request): ScenarioCall => {
      const { method, path, body } = wire(request);
      // A test reads bodies as JSON does.
      return { phase: number, method, path, body: JSON.parse(JSON.stringify(body)) as Record<string, unknown> };
    }),
  );
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]): [string, unknown] => [key, sortedKeys(inner)])
      .toSorted(byText),
  );
}

function byText(a: unknown, b: unknown): number {
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
