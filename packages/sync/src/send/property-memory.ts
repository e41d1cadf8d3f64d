import type { BrazeValue } from '@sf-braze/mapping-core';

export type Properties = Readonly<Record<string, BrazeValue>>;

/** Event properties of this run by the key of their draft. Bounded: the oldest are forgotten and read again. */
export interface PropertyMemory {
  remember(key: string, properties: Properties): void;
  recall(key: string): Properties | undefined;
}

export function propertyMemory(limit: number): PropertyMemory {
  const known = new Map<string, Properties>();
  return {
    remember: (key, properties) => {
      known.set(key, properties);
      if (known.size <= limit) return;
      const oldest = known.keys().next();
      if (oldest.done !== true) known.delete(oldest.value);
    },
    recall: (key) => known.get(key),
  };
}
