/** Raised with every change of the tables; a newer file is refused (`sync/state-too-new`). */
export const SCHEMA_VERSION = 1;

/** Ids, keyed fingerprints, times and counters: no column ever holds a field value. */
export const SCHEMA = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE destination (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE person (
  key INTEGER PRIMARY KEY,
  external_id TEXT UNIQUE,
  profile TEXT NOT NULL,
  accepted_at TEXT,
  suspended_at TEXT,
  address TEXT,
  sent BLOB
) STRICT;
CREATE INDEX person_address ON person (address) WHERE address IS NOT NULL;
CREATE TABLE identifier (
  id TEXT PRIMARY KEY,
  person INTEGER NOT NULL,
  people TEXT NOT NULL,
  alias TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_person ON identifier (person);
CREATE INDEX identifier_wanted ON identifier (person) WHERE alias IN ('wanted', 'requested');
CREATE TABLE link (
  person INTEGER NOT NULL,
  name TEXT NOT NULL,
  target TEXT NOT NULL,
  episode INTEGER NOT NULL,
  present INTEGER NOT NULL,
  is_primary INTEGER NOT NULL,
  gone_run TEXT,
  PRIMARY KEY (person, name, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target, name);
CREATE TABLE item (
  catalog TEXT NOT NULL,
  id TEXT NOT NULL,
  standing TEXT NOT NULL,
  sent BLOB,
  PRIMARY KEY (catalog, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_leaving ON item (catalog) WHERE standing = 'leaving';
CREATE TABLE rule (
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  held INTEGER NOT NULL,
  previous TEXT NOT NULL,
  PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE occurrence (
  key TEXT PRIMARY KEY,
  run TEXT NOT NULL,
  link TEXT NOT NULL,
  target TEXT NOT NULL,
  name TEXT NOT NULL,
  time TEXT NOT NULL,
  properties TEXT NOT NULL,
  source_object TEXT,
  source_id TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  draft_key TEXT NOT NULL,
  person INTEGER NOT NULL,
  name TEXT NOT NULL,
  time TEXT NOT NULL,
  properties TEXT NOT NULL,
  source_object TEXT,
  source_id TEXT,
  status TEXT NOT NULL,
  sending_since TEXT
) STRICT;
CREATE INDEX outbox_person ON outbox (person) WHERE status <> 'sent';
CREATE INDEX outbox_sending ON outbox (id) WHERE status = 'sending';
CREATE TABLE problem (
  record TEXT NOT NULL,
  code TEXT NOT NULL,
  object TEXT NOT NULL,
  severity TEXT NOT NULL,
  params TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  tries INTEGER NOT NULL,
  retry INTEGER NOT NULL,
  PRIMARY KEY (record, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE watermark (stream TEXT PRIMARY KEY, at TEXT NOT NULL, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sweep (name TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE api_use (at TEXT NOT NULL, calls INTEGER NOT NULL) STRICT;
CREATE TABLE lease (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  fence INTEGER NOT NULL,
  run TEXT,
  host TEXT,
  since TEXT,
  until TEXT
) STRICT;
CREATE TABLE plan (id TEXT PRIMARY KEY, created_at TEXT NOT NULL, plan TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE run (
  id TEXT PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  report TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO lease (one, fence) VALUES (1, 0);
`;

/** Rows of one pass; SQLite keeps them in its own temporary file, so memory does not grow with them. */
export const SCRATCH_SCHEMA = `
CREATE TEMP TABLE IF NOT EXISTS touched (
  people TEXT NOT NULL, id TEXT NOT NULL, need TEXT NOT NULL, PRIMARY KEY (people, need, id)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS handled (people TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (people, id)) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS relation (
  name TEXT NOT NULL, person TEXT NOT NULL, target TEXT NOT NULL, kept INTEGER NOT NULL, is_primary INTEGER NOT NULL,
  target_modstamp TEXT NOT NULL, modstamp TEXT NOT NULL, PRIMARY KEY (name, person, target)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS staged (name TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (name, person)) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS sight (
  catalog TEXT NOT NULL, id TEXT NOT NULL, present INTEGER, vanished TEXT, revealed TEXT, PRIMARY KEY (catalog, id)
) STRICT, WITHOUT ROWID;
`;
