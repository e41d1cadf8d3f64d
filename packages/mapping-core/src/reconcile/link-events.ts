import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LinkMapping } from '../language/mapping.ts';
import type { RecordId } from '../salesforce/id.ts';
import type { ReconcileContext } from './context.ts';
import { eventTime } from './event-time.ts';
import type { KnownLink } from './known.ts';
import type { LinkSet } from './link-sets.ts';
import type { EventDraft, LinkChange, LinkReason } from './plans.ts';

/** Whose links these are, and why they change when the person itself is the reason. */
export interface LinkSubject {
  /** Id of the leading record. */
  readonly person: RecordId;
  /** `SystemModstamp` of the leading record; undefined when this run did not read it. */
  readonly modstamp: string | undefined;
  /** Reason that holds for every pair that appears; undefined when each has its own. */
  readonly appearing: LinkReason | undefined;
  /** The same for pairs that disappear. */
  readonly disappearing: LinkReason | undefined;
}

export interface LinkTransitions {
  readonly changes: readonly LinkChange[];
  readonly events: readonly EventDraft[];
}

/** Compares the link set with the link index: what the index must say, and which events follow, unlinks first. */
export function linkTransitions(
  link: LinkMapping,
  known: readonly KnownLink[],
  set: LinkSet,
  subject: LinkSubject,
  context: ReconcileContext,
): LinkTransitions {
  const before = new Map(known.map((one) => [one.target, one]));
  const now = new Set(set.targets);
  const removed = known.filter((one) => one.present && !now.has(one.target));
  const added = set.targets.filter((target) => before.get(target)?.present !== true);
  const pair: PairContext = { link, set, subject, context, before, removed };
  return {
    changes: [
      ...removed.map((one): LinkChange => ({ ...one, link: link.name, present: false, primary: false })),
      ...set.targets.flatMap((target) => presentChange(pair, target)),
    ],
    events: [
      ...removed.flatMap((one) => unlinkEvent(pair, one)),
      ...added.flatMap((target) => linkEvent(pair, target)),
    ],
  };
}

/** First 16 hex digits of SHA-256 of `<leading record>|<target>|<episode>`: the same for every event of an episode. */
function linkId(person: RecordId, target: RecordId, episode: number): string {
  return bytesToHex(sha256(utf8ToBytes(`${person}|${target}|${episode}`))).slice(0, 16);
}

interface PairContext {
  readonly link: LinkMapping;
  readonly set: LinkSet;
  readonly subject: LinkSubject;
  readonly context: ReconcileContext;
  readonly before: ReadonlyMap<RecordId, KnownLink>;
  readonly removed: readonly KnownLink[];
}

function presentChange({ link, set, before }: PairContext, target: RecordId): LinkChange[] {
  const known = before.get(target);
  const primary = target === set.primary;
  if (known?.present === true && known.primary === primary) return [];
  return [{ link: link.name, target, episode: nextEpisode(known), present: true, primary }];
}

function nextEpisode(known: KnownLink | undefined): number {
  if (known === undefined) return 1;
  return known.present ? known.episode : known.episode + 1;
}

function unlinkEvent(pair: PairContext, { target, episode }: KnownLink): EventDraft[] {
  const { link, set, subject, context } = pair;
  if (link.unlinked === undefined) return [];
  const gone = context.vanished(link.catalog, target);
  const leftScope = set.pointedAt.has(target) ? 'left_scope' : undefined;
  const reason = subject.disappearing ?? gone ?? leftScope ?? 'moved';
  const revealed = context.revealedAt?.(link.catalog, target);
  const ofPerson = link.kind === 'lookup' ? subject.modstamp : undefined;
  const time =
    subject.disappearing === undefined
      ? reason === 'moved'
        ? (ofPerson ?? revealed)
        : (revealed ?? ofPerson)
      : subject.modstamp;
  return [draft(pair, { kind: 'unlinked', name: link.unlinked, target, episode, reason, time })];
}

function linkEvent(pair: PairContext, target: RecordId): EventDraft[] {
  const { link, set, subject, context, before } = pair;
  if (link.linked === undefined) return [];
  const isBackfill = context.firstLoad(link.name);
  if (isBackfill && link.backfill === 'skip') return [];
  const reason = isBackfill ? 'backfill' : (subject.appearing ?? ownReason(pair, target));
  const revealed = context.revealedAt?.(link.catalog, target);
  const byItem = reason === 'account_merged' || reason === 'item_merged' || reason === 'restored';
  const time = set.rowTimes.get(target) ?? (byItem ? (revealed ?? subject.modstamp) : (subject.modstamp ?? revealed));
  const episode = nextEpisode(before.get(target));
  return [draft(pair, { kind: 'linked', name: link.linked, target, episode, reason, time })];
}

/** Why a pair of a known person appears. */
function ownReason({ link, context, before, removed }: PairContext, target: RecordId): LinkReason {
  const merged = removed
    .map((one) => context.vanished(link.catalog, one.target))
    .find((reason) => reason === 'account_merged' || reason === 'item_merged');
  if (merged !== undefined) return merged;
  const returned = before.has(target) && removed.length === 0;
  return returned && context.revealedAt?.(link.catalog, target) !== undefined ? 'restored' : 'moved';
}

function draft(
  { link, subject, context }: PairContext,
  event: {
    readonly kind: 'linked' | 'unlinked';
    readonly name: string;
    readonly target: RecordId;
    readonly episode: number;
    readonly reason: LinkReason;
    readonly time: string | undefined;
  },
): EventDraft {
  const { kind, name, target, episode, reason } = event;
  return {
    key: [kind, link.name, subject.person, target, episode].join('|'),
    name,
    time: eventTime(event.time ?? context.at, context.at),
    properties: { [link.property]: target, reason, link_id: linkId(subject.person, target, episode) },
    source: undefined,
  };
}
