import type { Path } from './yaml-tree.ts';

/** Where the languages have expressions; `*` is any key. A place that takes a field also takes `….from`. */
const fields = [
  'people.*.profile.*',
  'people.*.attributes.*',
  'catalogs.*.fields.*',
  'links.*.relationship.attributes.*',
  'events.*.properties.*',
];

const expressions = [
  ...fields,
  ...fields.map((place) => `${place}.from`),
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
].map((place) => place.split('.'));

/** Whether the text at a path is an expression. */
export function isExpressionPlace(path: Path): boolean {
  return expressions.some(
    (place) => place.length === path.length && place.every((step, index) => step === '*' || step === path[index]),
  );
}
