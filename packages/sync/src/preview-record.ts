import {
  type ItemPlan,
  keyPrefix,
  type PersonPlan,
  type Phase,
  phasesOf,
  type Problem,
  type RecordId,
} from '@sf-braze/mapping-core';
import { planItems } from './passes/item-pages.ts';
import type { Pass } from './passes/pass.ts';
import { recordPage } from './passes/people-pages.ts';
import { idsQuery } from './passes/queries.ts';
import { openStreams } from './passes/streams.ts';
import { newPass } from './plan-sync.ts';
import { type Prepared, prepareRun, type SyncRequest } from './prepare-run.ts';
import type { RunContext, World } from './run-context.ts';

export interface RecordPreview {
  readonly kind: 'preview';
  readonly object: string;
  readonly id: RecordId;
  /** Whether the org has such a record and a mapping reads its object. */
  readonly found: boolean;
  readonly known: boolean;
  readonly phases: readonly Phase[];
  readonly problems: readonly Problem[];
}

/** What a sync would send for one record now. Reads it, and sends nothing. */
export async function previewRecord(
  world: World,
  request: SyncRequest,
  id: RecordId,
): Promise<RecordPreview | Extract<Prepared, { kind: 'findings' }>> {
  const prepared = await prepareRun(world, request);
  if (prepared.kind === 'findings') return prepared;
  const { context } = prepared;
  await context.store.scratch.reset();
  const pass = await newPass(context, await openStreams(context));
  const object = objectOf(context, id);
  const { people, items, found, known } = await plansOf(pass, object, id);
  return {
    kind: 'preview',
    object: object ?? keyPrefix(id),
    id,
    found,
    known,
    phases: phasesOf(people, items, context.compiled),
    problems: [...people, ...items].flatMap(({ problems }) => problems),
  };
}

function objectOf({ snapshot }: RunContext, id: RecordId): string | undefined {
  return [...snapshot.objects.values()].find((object) => object.keyPrefix === keyPrefix(id))?.name;
}

interface Plans {
  readonly people: readonly PersonPlan[];
  readonly items: readonly ItemPlan[];
  readonly found: boolean;
  readonly known: boolean;
}

async function plansOf(pass: Pass, object: string | undefined, id: RecordId): Promise<Plans> {
  const { context } = pass;
  const stream = (await openStreams(context)).find(({ compiled }) => compiled.object === object);
  const [query] = stream === undefined ? [] : idsQuery(stream.compiled, 'Id', [id]);
  if (stream === undefined || query === undefined) return { people: [], items: [], found: false, known: false };
  const reading = await context.source.read(query, context.signal);
  for await (const rows of reading.pages(context.signal)) {
    if (rows.length === 0) continue;
    if (stream.kind === 'catalog') {
      const items = await planItems(pass, stream, rows);
      const known = (await context.store.items(stream.compiled.mapping.key, [id])).get(id)?.present === true;
      return { people: [], items, found: true, known };
    }
    const page = await recordPage(pass, stream, rows);
    const people = page.plans.filter((plan) => plan !== undefined);
    return { people, items: [], found: true, known: page.inputs.some((input) => input.known !== undefined) };
  }
  return { people: [], items: [], found: false, known: false };
}
