import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import { buildCatalogs } from './build-catalogs.ts';
import type { BuildContext } from './build-context.ts';
import { buildEvents } from './build-events.ts';
import { buildLinks } from './build-links.ts';
import { buildPeople, peopleObjects } from './build-people.ts';
import { buildConsent, buildIdentity, buildLifecycle } from './build-policies.ts';
import { type JoinedMappings, mappingName } from './join-mappings.ts';
import type { Mapping } from './mapping.ts';
import { nearestName } from '../diagnostics/nearest-name.ts';

export interface BuildSettings {
  readonly snapshot: Snapshot | undefined;
  /** Pace at which formulas and parents' fields are read again. */
  readonly formulaRefreshMinutes: number;
}

/** What the joined files mean: defaults filled in, expressions checked. What is not understood is reported and left out. */
export function buildMapping(
  joined: JoinedMappings,
  { snapshot, formulaRefreshMinutes }: BuildSettings,
): { readonly mapping: Mapping; readonly diagnostics: readonly Diagnostic[] } {
  const { raw, files } = joined;
  const context: BuildContext = {
    joined,
    snapshot,
    people: peopleObjects(raw),
    formulaRefreshMinutes,
    diagnostics: [],
  };
  const mapping: Mapping = {
    name: files.map(mappingName).join('+'),
    files: files.map(({ file }) => file),
    description: raw.description,
    identity: buildIdentity(raw),
    people: buildPeople(context),
    catalogs: buildCatalogs(context),
    links: buildLinks(context),
    events: buildEvents(context),
    consent: buildConsent(context),
    lifecycle: buildLifecycle(context),
    tests: raw.tests,
  };
  if (!joined.damaged) reportStrayKeys(context);
  return { mapping, diagnostics: context.diagnostics };
}

/** Keys under `identity` that are no people keys have no effect. */
function reportStrayKeys(context: BuildContext): void {
  const { external_id: externalIds, aliases } = context.joined.raw.identity;
  const { on_conflict: _, ...byKey } = externalIds;
  const known = context.people.map(({ key }) => key);
  for (const [parent, map] of Object.entries({ external_id: byKey, aliases })) {
    for (const key of Object.keys(map)) {
      if (known.includes(key)) continue;
      const extras = { nearest: nearestName(key, known), allowed: known };
      const { parsed, path } = context.joined.originOf(['identity', parent, key]);
      const place = { file: parsed.file, span: parsed.spanOfKey(path) };
      context.diagnostics.push(diagnostic('syntax/unknown-key', place, { key, parent: `identity.${parent}` }, extras));
    }
  }
}
