import { type BuildContext, buildExpression, keySpan } from './build-context.ts';
import { buildDestinations } from './build-field.ts';
import type { EventMapping } from './mapping.ts';

export function buildEvents(context: BuildContext): readonly EventMapping[] {
  return Object.entries(context.joined.raw.events).map(([name, raw]) => {
    const path = ['events', name];
    const object = raw.on;
    const scope = { object, allowPrevious: true, expects: 'condition' } as const;
    const condition = (key: 'when' | 'where'): EventMapping['when'] => {
      const text = raw[key];
      return text === undefined ? undefined : buildExpression(context, [...path, key], text, scope);
    };
    return {
      name,
      on: object,
      when: condition('when'),
      where: condition('where'),
      to: raw.to === 'self' ? { kind: 'self' } : { kind: 'link', link: raw.to },
      properties: buildDestinations(context, [...path, 'properties'], raw.properties, () => ({
        kind: 'property',
        object,
        allowPrevious: true,
      })),
      backfill: raw.backfill,
      doc: raw.doc,
      span: keySpan(context, path),
    };
  });
}
