import { SalesforceError } from './errors.ts';
import { numberedId } from './id.ts';
import { issue, type Org } from './org.ts';
import type { Json } from './soql/project.ts';

/** An open REST result. */
export interface QueryCursor {
  readonly createdAt: number;
  readonly total: number;
  /** Where the page that begins with record `number` begins in the result: the pages handed out so far. */
  readonly ordinals: Map<number, number>;
  /** Reads one page from an ordinal on. */
  read(ordinal: number, size: number, base: string): Promise<CursorPage>;
}

export interface CursorPage {
  readonly records: readonly Json[];
  /** Ordinal of the next page, if there is one. */
  readonly next: number | undefined;
}

const LIFETIME = 2 * 86_400_000;

/** Cursors live two days, and any number may be open. */
export function openCursor(org: Org, cursor: QueryCursor): string {
  const locator = numberedId('0r8', '5g00000', issue(org, 'cursor'));
  org.cursors.set(locator, cursor);
  return locator;
}

/** `0r8…-250` → the cursor, the number of its record and the ordinal. Throws INVALID_QUERY_LOCATOR. */
export function findCursor(
  org: Org,
  text: string,
): { readonly locator: string; readonly cursor: QueryCursor; readonly number: number; readonly ordinal: number } {
  const [, locator = '', digits = ''] = /^(0r8[a-zA-Z0-9]{15})-(\d+)$/u.exec(text) ?? [];
  const cursor = org.cursors.get(locator);
  const number = Number(digits);
  const ordinal = cursor?.ordinals.get(number);
  if (cursor === undefined || ordinal === undefined || org.clock.now() - cursor.createdAt > LIFETIME) {
    throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return { locator, cursor, number, ordinal };
}
