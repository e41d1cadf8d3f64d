import type { Mapping } from '@sf-braze/mapping-core';
import { grouped } from './numbers.ts';
import type { PlanObject } from './results/plan.ts';

/** What a first load means for campaigns that listen to link events; one sentence per event. */
export function backfillNotes({ events }: PlanObject, { links }: Mapping): string[] {
  return links.flatMap(({ name, linked }) => {
    const count = linked === undefined ? 0 : (events[`${linked} backfill`] ?? 0);
    if (linked === undefined || count === 0) return [];
    return [
      `${grouped(count)} \`${linked}\` events with \`reason: backfill\` will be logged; exclude that reason in ` +
        `action-based campaigns, or set \`links.${name}.backfill: skip\`.`,
    ];
  });
}
