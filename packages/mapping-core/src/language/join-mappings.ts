import { type Diagnostic, diagnostic, type Place } from '../diagnostics/diagnostic.ts';
import type { ParsedFile } from './parse.ts';
import { pathPatterns } from './path-pattern.ts';
import { plainObject } from './plain-object.ts';
import { valueAt } from './schema-issues.ts';
import { mappingSchema, type RawMapping } from './schema/mapping.ts';
import type { Path } from './yaml-tree.ts';

/** A value of the joined mapping, and where it was written. */
export interface Origin {
  readonly parsed: ParsedFile;
  readonly path: Path;
}

/** All mapping files as one: what each says, and who said it. */
export interface JoinedMappings {
  readonly raw: RawMapping;
  readonly files: readonly ParsedFile[];
  /** Whether some part of some file is missing here because it could not be read. */
  readonly damaged: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** The file that gives the value at a path, or its nearest parent; `path` is the path in that file. */
  originOf(path: Path): Origin;
  readonly placeOf: (path: Path) => Place;
}

/** Maps whose keys may come from several files. Everything else has one owner. */
const shared = pathPatterns([
  'identity',
  'identity.external_id',
  'identity.aliases',
  'people',
  'people.*',
  'people.*.profile',
  'people.*.attributes',
  'catalogs',
  'catalogs.*',
  'catalogs.*.fields',
  'links',
  'events',
  'consent',
  'lifecycle',
  'lifecycle.delete',
]);

/** Values that several files may repeat, as long as they agree. */
const repeatable = pathPatterns([
  'version',
  'kind',
  'people.*.from',
  'catalogs.*.from',
  'catalogs.*.name',
  'catalogs.*.target',
]);

/** Lists to which every file adds. */
const lists = pathPatterns(['tests', 'consent.groups']);

interface Join {
  readonly origins: Map<string, Origin>;
  readonly diagnostics: Diagnostic[];
}

/** Nothing to join is no mapping. */
export function joinMappings(parsed: readonly ParsedFile[]): JoinedMappings | undefined {
  const files = parsed.filter((file) => file.sound !== undefined);
  const [first] = files;
  if (first === undefined) return undefined;
  const join: Join = { origins: new Map(), diagnostics: [] };
  let value: unknown;
  for (const file of files) value = joined(join, value, file.sound, [], { parsed: file, path: [] });
  const raw = mappingSchema.safeParse(value);
  if (!raw.success) return undefined;
  const originOf = (path: Path): Origin => origin(join, path) ?? { parsed: first, path };
  return {
    raw: raw.data,
    files,
    damaged: parsed.some((file) => file.damaged),
    diagnostics: [...join.diagnostics, ...groupsOwnedTwice(raw.data, originOf)],
    originOf,
    placeOf(path) {
      const { parsed: owner, path: inFile } = originOf(path);
      return { file: owner.file, span: owner.spanOf(inFile) };
    },
  };
}

function joined(join: Join, known: unknown, added: unknown, path: Path, from: Origin): unknown {
  const name = JSON.stringify(path);
  if (lists(path)) return joinedList(join, known, added, path, from);
  if (path.length === 0 || shared(path)) {
    if (!join.origins.has(name)) join.origins.set(name, from);
    const result = plainObject(known);
    for (const [key, value] of Object.entries(added ?? {})) {
      result[key] = joined(join, result[key], value, [...path, key], {
        parsed: from.parsed,
        path: [...from.path, key],
      });
    }
    return result;
  }
  if (known === undefined) {
    join.origins.set(name, from);
    return added;
  }
  if (path.length === 1 && path[0] === 'name') return known;
  if (path.length === 1 && path[0] === 'description') return [known, added].join('\n');
  if (!(repeatable(path) && known === added))
    join.diagnostics.push(ownedTwice(path.join('.'), origin(join, path) ?? from, from));
  return known;
}

function joinedList(join: Join, known: unknown, added: unknown, path: Path, from: Origin): unknown {
  const before: readonly unknown[] = Array.isArray(known) ? known : [];
  const after: readonly unknown[] = Array.isArray(added) ? added : [];
  for (const index of after.keys()) {
    join.origins.set(JSON.stringify([...path, before.length + index]), {
      parsed: from.parsed,
      path: [...from.path, index],
    });
  }
  return [...before, ...after];
}

/** A subscription group has one rule. */
function groupsOwnedTwice({ consent: { groups } }: RawMapping, originOf: (path: Path) => Origin): Diagnostic[] {
  const owners = new Map<string, Origin>();
  return groups.flatMap(({ id }, index) => {
    const owner = originOf(['consent', 'groups', index, 'id']);
    const first = owners.get(id.toLowerCase());
    if (first !== undefined) return [ownedTwice(`consent.groups.${id}`, first, owner)];
    owners.set(id.toLowerCase(), owner);
    return [];
  });
}

/** What two mappings say about the same thing; found at the second. */
export function ownedTwice(name: string, first: Origin, second: Origin): Diagnostic {
  const params = { name, first: mappingName(first.parsed), second: mappingName(second.parsed) };
  return diagnostic('mapping/destination-owned-twice', placeOfKey(second), params, { related: placeOfKey(first) });
}

function placeOfKey({ parsed, path }: Origin): Place {
  return { file: parsed.file, span: parsed.spanOfKey(path) };
}

export function mappingName({ sound, file }: ParsedFile): string {
  const name = valueAt(sound, ['name']);
  return typeof name === 'string' ? name : file;
}

/** Where the value at a path, or its nearest known parent, comes from. */
function origin({ origins }: Join, path: Path): Origin | undefined {
  for (let length = path.length; length >= 0; length--) {
    const found = origins.get(JSON.stringify(path.slice(0, length)));
    if (found !== undefined) return { parsed: found.parsed, path: [...found.path, ...path.slice(length)] };
  }
  return undefined;
}
