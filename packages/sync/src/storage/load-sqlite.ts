import type { DatabaseSync } from 'node:sqlite';

interface Sqlite {
  readonly DatabaseSync: typeof DatabaseSync;
}

let loading: Promise<Sqlite> | undefined;

/** Node's SQLite. Node 22 announces at its first use that it is experimental: users can do nothing with that. */
export function loadSqlite(): Promise<Sqlite> {
  loading ??= withoutAnnouncement(() => import('node:sqlite'));
  return loading;
}

async function withoutAnnouncement(load: () => Promise<Sqlite>): Promise<Sqlite> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (!String(warning).includes('SQLite is an experimental feature')) emitWarning(warning, ...rest);
  };
  try {
    return await load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
