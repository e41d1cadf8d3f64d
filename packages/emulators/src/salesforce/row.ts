/** Datetimes are stored as `YYYY-MM-DDThh:mm:ss.sssZ`, dates as `YYYY-MM-DD`, ids with 18 characters. */
export type Value = string | number | boolean | null;

/** A record as it is stored; keys are the names the fields had when they were made. */
export type RawRecord = Readonly<Record<string, Value>>;

/** One record, kept or generated. Rows never change: a write makes a new one. */
export interface Row {
  /** API name of the object. */
  readonly object: string;
  readonly id: string;
  /** The stored value; `null` for what was never set. */
  get(source: string): Value;
}

/** What the emulator knows beyond the fields of a record that was deleted. */
export interface Deletion {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Id of the record whose deletion took this one along; its own id otherwise. */
  readonly root: string;
}

/** A row that was written, as opposed to generated. */
export interface KeptRow extends Row {
  readonly record: RawRecord;
  readonly deletion: Deletion | undefined;
}

export function keptRow(object: string, record: RawRecord, deletion?: Deletion): KeptRow {
  return { object, id: String(record['Id']), record, deletion, get: (source) => record[source] ?? null };
}

export function isKept(row: Row): row is KeptRow {
  return 'record' in row;
}
