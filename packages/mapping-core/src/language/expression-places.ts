import { pathPatterns } from './path-pattern.ts';

/** Where a field may stand: an expression, or an object with an expression under `from`. */
const fields = [
  'people.*.profile.*',
  'people.*.attributes.*',
  'catalogs.*.fields.*',
  'links.*.relationship.attributes.*',
  'events.*.properties.*',
];

/** Whether the text at a path is an expression. */
export const isExpressionPlace = pathPatterns([
  ...fields,
  ...fields.map((field) => `${field}.from`),
  'identity.external_id.*',
  'people.*.where',
  'catalogs.*.where',
  'links.*.where',
  'links.*.others.where',
  'events.*.when',
  'events.*.where',
  'consent.email.from',
  'consent.groups.*.from',
  'lifecycle.erase',
  'environments.*.guard.people_where',
]);
