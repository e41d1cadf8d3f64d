import { code, table } from './markdown.mjs';

/** Definitions that are a type of their own, by the word the page uses. */
const typeNames = {
  field: 'field',
  expression: 'expression',
  constant: 'constant',
  duration: 'duration',
  secret: 'secret',
  slug: 'name',
  key: 'key',
  linkKey: 'key',
  objectName: 'object',
  fieldPath: 'path',
  aliasLabel: 'label',
  attributeName: 'attribute name',
  eventName: 'event name',
  propertyName: 'property name',
  doc: 'text',
  gate: 'number or `N%`',
};

/**
 * Tables of every key of both files: one per top-level key that has keys of its own, and one for fields.
 * `notes` (by heading) say what a table cannot, with an example.
 */
export function keyTables({ project, mapping }, notes) {
  return [
    '## Project file\n',
    tableOf(project, project, ''),
    '\n## Mapping file\n',
    tableOf(mapping, headOf(mapping), ''),
    ...Object.entries(mapping.properties)
      .filter(([, schema]) => hasKeys(resolved(mapping, schema)))
      .flatMap(([key, schema]) => [
        `\n### ${code(key)}\n`,
        `${schema.description}.\n`,
        `${notes.get(key)}\n`,
        tableOf(mapping, groupOf(mapping, resolved(mapping, schema)), schema.type === 'array' ? `${key}[]` : key),
      ]),
    '\n## Field\n',
    `${notes.get('Field')}\n`,
    tableOf(mapping, objectBranch(mapping.definitions.field), ''),
    '',
  ].join('\n');
}

/** Heading → text, of a page whose headings are `## …`. */
export function sectionsOf(text) {
  const sections = text.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end).trim()];
    }),
  );
}

function tableOf(root, schema, path) {
  const rows = rowsOf(root, schema, path, new Map());
  return rows.length === 0 ? '' : table(['Key', 'Type', 'Default', 'Meaning'], rows);
}

/** The scalars at the top, without what has a table of its own. */
function headOf(mapping) {
  const scalars = Object.entries(mapping.properties).filter(([, schema]) => !hasKeys(resolved(mapping, schema)));
  return { ...mapping, properties: Object.fromEntries(scalars), additionalProperties: false };
}

/** One row per key below a schema; a group of keys that was shown before is named instead of repeated. */
function rowsOf(root, schema, path, shown) {
  const { properties = {}, additionalProperties, required = [] } = objectBranch(resolved(root, schema));
  const named = Object.entries(properties).map(([key, inner]) => [join(path, key), inner, required.includes(key)]);
  const free = typeof additionalProperties === 'object' ? [[join(path, '<name>'), additionalProperties, false]] : [];
  return [...named, ...free].flatMap(([key, inner, isRequired]) => keyRows(root, key, inner, isRequired, shown));
}

function keyRows(root, path, schema, isRequired, shown) {
  const whole = resolved(root, schema);
  const group = nameOf(schema) === undefined ? groupOf(root, whole) : undefined;
  const shape = group && JSON.stringify([Object.keys(group.properties ?? {}), group.additionalProperties]);
  const before = shape && shown.get(shape);
  if (shape && before === undefined) shown.set(shape, path);
  const description = schema.description ?? whole.description ?? '';
  const meaning =
    before === undefined ? description : `${description}${description && '; '}keys as under ${code(before)}`;
  const row = [code(path), typeText(group ? scalarBranches(whole) : schema), defaultText(schema, isRequired), meaning];
  const inside = whole.type === 'array' ? `${path}[]` : path;
  return [
    ...(meaning === '' && group ? [] : [row]),
    ...(group && before === undefined ? rowsOf(root, group, inside, shown) : []),
  ];
}

/** The schema whose keys are listed below a key: itself, or that of its elements. */
function groupOf(root, schema) {
  const branch = objectBranch(schema.type === 'array' ? resolved(root, schema.items ?? {}) : schema);
  return hasKeys(branch) ? branch : undefined;
}

function hasKeys(schema) {
  const { properties, additionalProperties, items } = objectBranch(schema);
  return properties !== undefined || isListed(additionalProperties) || (items !== undefined && hasKeys(items));
}

/** Keys that may be anything have nothing to list. */
function isListed(additionalProperties) {
  return typeof additionalProperties === 'object' && !isEmptyObject(additionalProperties);
}

function objectBranch(schema) {
  const branches = schema.anyOf ?? schema.oneOf ?? [];
  return branches.find((branch) => branch.properties !== undefined) ?? schema;
}

/** What may stand instead of a group of keys. */
function scalarBranches({ anyOf = [] }) {
  return { anyOf: anyOf.filter((branch) => branch.properties === undefined) };
}

function typeText(schema) {
  const name = nameOf(schema);
  if (name !== undefined) return typeNames[name] ?? name;
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(' ');
  if (schema.anyOf) return schema.anyOf.map((branch) => typeText(branch)).join(', or ');
  if (schema.type === 'array') return `list of ${typeText(schema.items)}`;
  const range =
    schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER
      ? ` ${schema.minimum ?? 0}–${schema.maximum}`
      : '';
  return `${{ string: 'text', object: 'record' }[schema.type] ?? schema.type ?? 'anything'}${range}`;
}

function defaultText(schema, isRequired) {
  if (schema.default !== undefined && !isEmptyObject(schema.default)) {
    const { default: value } = schema;
    return Array.isArray(value) ? value.join(', ') : code(String(value));
  }
  return isRequired ? 'required' : '';
}

function isEmptyObject(value) {
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The definition a schema stands for, by name: JSON Schema draft-07 wraps it when there is more to say beside it. */
function nameOf({ $ref, allOf }) {
  return ($ref ?? allOf?.[0]?.$ref)?.split('/').at(-1);
}

function resolved(root, schema) {
  const name = nameOf(schema);
  return name === undefined ? schema : { ...root.definitions[name], ...schema };
}

function join(path, key) {
  return path === '' ? key : `${path}.${key}`;
}
