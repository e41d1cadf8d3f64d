import { type BuildContext, buildExpression, keySpan } from './build-context.ts';
import { buildDestinations } from './build-field.ts';
import type { CatalogMapping } from './mapping.ts';

export function buildCatalogs(context: BuildContext): readonly CatalogMapping[] {
  return Object.entries(context.joined.raw.catalogs).map(([key, raw]) => {
    const path = ['catalogs', key];
    const object = raw.from;
    return {
      key,
      from: object,
      name: raw.name,
      description: raw.description ?? `Salesforce ${object}, kept by sf-braze`,
      target: raw.target,
      where:
        raw.where === undefined
          ? undefined
          : buildExpression(context, [...path, 'where'], raw.where, { object, expects: 'condition' }),
      onExit: raw.on_exit,
      unknownFields: raw.unknown_fields,
      fields: buildDestinations(context, [...path, 'fields'], raw.fields, () => ({ kind: 'catalog-field', object })),
      span: keySpan(context, path),
    };
  });
}
