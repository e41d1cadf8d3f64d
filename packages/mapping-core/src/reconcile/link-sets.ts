import type { BrazeValue } from '../braze/objects.ts';
import type { JunctionLink, LinkMapping, LookupLink, RelationSet } from '../language/mapping.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { RecordFinding, Relation } from '../transform/wanted.ts';
import type { ReconcileContext } from './context.ts';
import type { KnownLink } from './known.ts';

/** What this run read of one link of a person. */
export interface LinkReading {
  readonly known: readonly KnownLink[];
  /** Target of a lookup; undefined when it was not read. */
  readonly lookup: RecordId | null | undefined;
  /** Rows of the junction object, or of the other relations; undefined when they were not read. */
  readonly relations: readonly Relation[] | undefined;
}

/** The targets a person has now. */
export interface LinkSet {
  /** Everything in scope, in the link's order; attributes hold the first of them. */
  readonly targets: readonly RecordId[];
  readonly primary: RecordId | undefined;
  /** By attribute: null for none; an attribute that is missing stays as it is. */
  readonly attributes: ReadonlyMap<string, BrazeValue | null>;
  /** Targets the records still point at, in scope or not. */
  readonly pointedAt: ReadonlySet<RecordId>;
  /** Time of the junction row, per target. */
  readonly rowTimes: ReadonlyMap<RecordId, string>;
  readonly findings: readonly RecordFinding[];
}

export function linkSet(link: LinkMapping, reading: LinkReading, context: ReconcileContext): LinkSet {
  return link.kind === 'lookup' ? lookupSet(link, reading, context) : junctionSet(link, reading, context);
}

function lookupSet(link: LookupLink, reading: LinkReading, context: ReconcileContext): LinkSet {
  const present = reading.known.filter((one) => one.present);
  const known = present.find((one) => one.primary)?.target;
  const raw = reading.lookup === undefined ? known : (reading.lookup ?? undefined);
  const primary = raw === undefined ? undefined : inScope(link, raw, context);
  const hasOthers = link.others !== undefined && context.compiled.relations.has(`${link.name}.others`);
  const members = hasOthers
    ? others(link, present, reading, context)
    : { rows: [], pointedAt: [], isRead: false, changed: false };
  const targets = unique([...(primary === undefined ? [] : [primary]), ...members.rows.map(({ target }) => target)]);
  const findings: RecordFinding[] = [];
  const attributes = new Map<string, BrazeValue | null>();
  if (reading.lookup !== undefined || primary !== known) attributes.set(link.attribute, primary ?? null);
  if (link.others !== undefined && hasOthers && (members.isRead || members.changed || primary !== known)) {
    attributes.set(link.others.attribute, cut(link.others, targets, context, findings));
  }
  return {
    targets,
    primary,
    attributes,
    pointedAt: new Set([...(raw === undefined ? [] : [raw]), ...members.pointedAt]),
    rowTimes: rowTimes(members.rows),
    findings,
  };
}

function others(
  link: LookupLink,
  present: readonly KnownLink[],
  reading: LinkReading,
  context: ReconcileContext,
): Members {
  return membersOf(
    link,
    present.filter((one) => !one.primary),
    reading.relations,
    context,
  );
}

function junctionSet(link: JunctionLink, reading: LinkReading, context: ReconcileContext): LinkSet {
  const present = reading.known.filter((one) => one.present);
  const members = membersOf(link, present, reading.relations, context);
  const targets = members.rows.map(({ target }) => target);
  const primary = stickyPrimary(members.rows, present.find((one) => one.primary)?.target);
  const findings: RecordFinding[] = [];
  const attributes = new Map<string, BrazeValue | null>();
  if (members.isRead || members.changed) {
    attributes.set(link.set.attribute, cut(link.set, targets, context, findings));
    if (link.primary !== undefined) attributes.set(link.primary, primary ?? null);
  }
  return {
    targets,
    primary,
    attributes,
    pointedAt: new Set(members.pointedAt),
    rowTimes: rowTimes(members.rows),
    findings,
  };
}

interface Member {
  readonly target: RecordId;
  readonly isPrimary: boolean;
  readonly targetModstamp: string;
  /** undefined when the row was not read. */
  readonly modstamp: string | undefined;
}

interface Members {
  readonly rows: readonly Member[];
  readonly pointedAt: readonly RecordId[];
  readonly isRead: boolean;
  /** Whether members were lost although the rows were not read. */
  readonly changed: boolean;
}

function membersOf(
  link: LinkMapping,
  present: readonly KnownLink[],
  relations: readonly Relation[] | undefined,
  context: ReconcileContext,
): Members {
  if (relations === undefined) {
    const rows = present.flatMap((one): Member[] => {
      const target = inScope(link, one.target, context);
      return target === undefined ? [] : [{ target, isPrimary: one.primary, targetModstamp: '', modstamp: undefined }];
    });
    const changed = present.some((one) => inScope(link, one.target, context) !== one.target);
    return { rows: uniqueRows(rows), pointedAt: present.map(({ target }) => target), isRead: false, changed };
  }
  const kept = relations.filter((row) => row.kept);
  const rows = kept.flatMap((row): Member[] => {
    const target = inScope(link, row.target, context);
    return target === undefined ? [] : [{ ...row, target }];
  });
  return {
    rows: uniqueRows(rows.toSorted(byOrder)),
    pointedAt: kept.map(({ target }) => target),
    isRead: true,
    changed: false,
  };
}

/** `IsPrimary` first, then the most recently modified target, then the higher id. */
function byOrder(a: Member, b: Member): number {
  if (a.isPrimary !== b.isPrimary) return a.isPrimary ? -1 : 1;
  if (a.targetModstamp !== b.targetModstamp) return a.targetModstamp > b.targetModstamp ? -1 : 1;
  if (a.target === b.target) return 0;
  return a.target > b.target ? -1 : 1;
}

/** The first of the order, unless the one that was primary before is still as good. */
function stickyPrimary(rows: readonly Member[], before: RecordId | undefined): RecordId | undefined {
  const stays = rows.find(({ target }) => target === before);
  const first = rows[0];
  if (stays === undefined) return first?.target;
  return first?.isPrimary === true && !stays.isPrimary ? first.target : stays.target;
}

/** The item a target stands for now: itself, or what it was merged into; undefined when that is not in scope. */
function inScope(link: LinkMapping, target: RecordId, context: ReconcileContext): RecordId | undefined {
  const seen = new Set<RecordId>();
  let current: RecordId | undefined = target;
  while (current !== undefined && !seen.has(current)) {
    if (context.itemExists(link.catalog, current)) return current;
    seen.add(current);
    current = context.mergedInto?.(link.catalog, current);
  }
  return undefined;
}

function cut(
  set: RelationSet,
  targets: readonly RecordId[],
  { compiled }: ReconcileContext,
  findings: RecordFinding[],
): BrazeValue | null {
  const limit = Math.min(set.max, compiled.capabilities.arrayMax);
  if (targets.length > limit) {
    const params = { name: set.attribute, count: targets.length, limit };
    findings.push({ code: 'record/list-too-long', params, destination: set.attribute });
  }
  return targets.length === 0 ? null : targets.slice(0, limit);
}

function uniqueRows(rows: readonly Member[]): readonly Member[] {
  const seen = new Set<RecordId>();
  return rows.filter(({ target }) => !seen.has(target) && seen.add(target));
}

function unique(ids: readonly RecordId[]): readonly RecordId[] {
  return [...new Set(ids)];
}

function rowTimes(rows: readonly Member[]): ReadonlyMap<RecordId, string> {
  return new Map(rows.flatMap(({ target, modstamp }) => (modstamp === undefined ? [] : [[target, modstamp]])));
}
