import { id15 } from './id.ts';
import type { KeptRow, Row, Value } from './row.ts';

/** Records that exist by arithmetic: every one can be made from its index, none is kept. */
export interface GeneratedTable {
  readonly size: number;
  rowAt(index: number): Row;
  /** `undefined` for the id of another table. */
  indexOf(id: string): number | undefined;
  /** Ascending indexes of the records whose reference `source` is one of `ids`; `undefined` where only a scan tells. */
  indexesWhere(source: string, ids: Iterable<string>): readonly number[] | undefined;
  /** The indexes `[from, to)` of the records with a SystemModstamp in `[fromTime, toTime]`. */
  indexesBetween(fromTime: string, toTime: string): readonly [from: number, to: number];
}

/** All records of one object at one moment. Positions: the generated indexes first, then the other kept rows. */
export interface Table {
  readonly object: string;
  readonly generated: GeneratedTable | undefined;
  /** Generated records that were written since (`null`: purged), by index. */
  readonly overlaid: ReadonlyMap<number, KeptRow | null>;
  readonly others: readonly KeptRow[];
  /** By 15-character id. */
  readonly kept: ReadonlyMap<string, KeptRow | null>;
}

/** A moment of the org: later writes do not show in it. */
export interface Snapshot {
  table(object: string): Table;
  find(id: string): Row | undefined;
}

export interface RecordStore {
  /** The same snapshot until something is written. */
  snapshot(): Snapshot;
  /** As it is now, at no cost to the next write. */
  find(id: string): Row | undefined;
  /** The records of `object` whose reference `source` is this id (18 characters), deleted ones too. */
  children(object: string, source: string, id: string): readonly Row[];
  put(row: KeptRow): void;
  /** Removes without a trace; unknown ids are ignored. */
  remove(id: string): void;
  /** Forgets every written and generated record of these objects. */
  clear(objects: Iterable<string>): void;
  /** An object whose ids begin with this prefix. */
  register(object: string, keyPrefix: string, generated?: GeneratedTable): void;
  objectOf(id: string): string | undefined;
}

interface MutableTable {
  kept: Map<string, KeptRow | null>;
  generated: GeneratedTable | undefined;
  /** Kept ids (15 characters) by the value of a reference; a source is indexed when somebody first asks for it. */
  readonly references: Map<string, Map<Value, Set<string>>>;
  /** Set while `kept` is shared with a snapshot and must be copied before the next write. */
  view: Table | undefined;
}

export function createRecordStore(): RecordStore {
  const tables = new Map<string, MutableTable>();
  const objectByPrefix = new Map<string, string>();
  let current: Snapshot | undefined;

  const tableFor = (object: string): MutableTable => {
    const table = tables.get(object);
    if (table === undefined) throw new Error(`no table ${object}`);
    return table;
  };
  const writable = (object: string): MutableTable => {
    const table = tableFor(object);
    if (table.view !== undefined) table.kept = new Map(table.kept);
    table.view = undefined;
    current = undefined;
    return table;
  };
  const objectOf = (id: string) => objectByPrefix.get(id.slice(0, 3));

  return {
    objectOf,
    register(object, keyPrefix, generated) {
      objectByPrefix.set(keyPrefix, object);
      const known = tables.get(object);
      if (known === undefined)
        tables.set(object, { kept: new Map(), references: new Map(), generated, view: undefined });
      else if (generated !== undefined) Object.assign(known, { generated, view: undefined });
      current = undefined;
    },
    put: (row) => keep(writable(row.object), id15(row.id), row),
    find(id) {
      const table = tables.get(objectOf(id) ?? '');
      return table === undefined ? undefined : findIn(table, id);
    },
    children: (object, source, id) => childrenOf(tableFor(object), source, id),
    remove(id) {
      const object = objectOf(id);
      if (object === undefined) return;
      const table = writable(object);
      keep(table, id15(id), null);
      if (table.generated?.indexOf(id) === undefined) table.kept.delete(id15(id));
    },
    clear(objects) {
      for (const object of objects) {
        const table = writable(object);
        table.kept.clear();
        table.references.clear();
        table.generated = undefined;
      }
    },
    snapshot() {
      current ??= takeSnapshot(tables, objectByPrefix);
      return current;
    },
  };
}

/** The row at a position; `undefined` where a generated record was purged. */
export function rowAt(table: Table, position: number): Row | undefined {
  const generated = table.generated?.size ?? 0;
  if (position >= generated) return table.others[position - generated];
  const overlay = table.overlaid.size === 0 ? undefined : table.overlaid.get(position);
  return overlay === undefined ? table.generated?.rowAt(position) : (overlay ?? undefined);
}

export function positionsOf(table: Table): number {
  return (table.generated?.size ?? 0) + table.others.length;
}

/** Every record in order of position. */
export function* rowsOf(table: Table): Generator<Row> {
  for (let position = 0; position < positionsOf(table); position += 1) {
    const row = rowAt(table, position);
    if (row !== undefined) yield row;
  }
}

function takeSnapshot(tables: Map<string, MutableTable>, objectByPrefix: ReadonlyMap<string, string>): Snapshot {
  const views = new Map<string, Table>();
  for (const [object, table] of tables) {
    table.view ??= viewOf(object, table);
    views.set(object, table.view);
  }
  return {
    table: (object) => views.get(object) ?? emptyTable(object),
    find(id) {
      const view = views.get(objectByPrefix.get(id.slice(0, 3)) ?? '');
      return view === undefined ? undefined : findIn(view, id);
    },
  };
}

function findIn(table: Pick<Table, 'kept' | 'generated'>, id: string): Row | undefined {
  const row = table.kept.get(id15(id));
  if (row !== undefined) return row ?? undefined;
  const index = table.generated?.indexOf(id);
  return index === undefined ? undefined : table.generated?.rowAt(index);
}

/** Writes a row (`null`: gone) and keeps the indexes of references right. */
function keep(table: MutableTable, id: string, row: KeptRow | null): void {
  const before = table.kept.get(id);
  for (const [source, index] of table.references) {
    if (before) index.get(before.get(source))?.delete(id);
    if (row !== null) addTo(index, row.get(source), id);
  }
  table.kept.set(id, row);
}

function addTo(index: Map<Value, Set<string>>, value: Value, id: string): void {
  const ids = index.get(value);
  if (ids === undefined) index.set(value, new Set([id]));
  else ids.add(id);
}

function indexOf(table: MutableTable, source: string): Map<Value, Set<string>> {
  const known = table.references.get(source);
  if (known !== undefined) return known;
  const index = new Map<Value, Set<string>>();
  for (const [id, row] of table.kept) if (row !== null) addTo(index, row.get(source), id);
  table.references.set(source, index);
  return index;
}

function childrenOf(table: MutableTable, source: string, id: string): readonly Row[] {
  const kept = [...(indexOf(table, source).get(id) ?? [])].flatMap((childId) => table.kept.get(childId) ?? []);
  const { generated } = table;
  if (generated === undefined) return kept;
  const indexes = generated.indexesWhere(source, [id]) ?? Array.from({ length: generated.size }, (_, index) => index);
  const made = indexes.map((index) => generated.rowAt(index));
  return [...made.filter((row) => !table.kept.has(id15(row.id)) && row.get(source) === id), ...kept];
}

function viewOf(object: string, { kept, generated }: MutableTable): Table {
  const overlaid = new Map<number, KeptRow | null>();
  const others: KeptRow[] = [];
  for (const [id, row] of kept) {
    const index = generated?.indexOf(id);
    if (index !== undefined) overlaid.set(index, row);
    else if (row !== null) others.push(row);
  }
  return { object, generated, overlaid, others, kept };
}

function emptyTable(object: string): Table {
  return { object, generated: undefined, overlaid: new Map(), others: [], kept: new Map() };
}
