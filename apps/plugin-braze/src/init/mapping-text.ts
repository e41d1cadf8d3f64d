import type { Snapshot } from '@sf-braze/mapping-core';
import { type BusinessObjects, businessObjects } from './business-objects.ts';
import { businessText } from './business-text.ts';
import { peopleText } from './people-text.ts';
import type { PersonObject } from './person-lines.ts';
import { consentText, identityText, lifecycleText } from './policy-text.ts';

/** The page that explains the files. */
export const LANGUAGE_PAGE = 'https://github.com/sf-braze/sf-braze/blob/main/docs/mapping-language.md';

/** Objects whose records become profiles, as far as this user sees them. */
export function peopleObjects({ objects }: Snapshot): readonly PersonObject[] {
  return (['Lead', 'Contact'] as const).filter((object) => objects.has(object));
}

/** A mapping for business-to-business with what this org has and this user sees. Needs a lead or a contact. */
export function mappingText(snapshot: Snapshot): string {
  const people = peopleObjects(snapshot);
  const business = businessObjects(snapshot);
  const sections = [
    head(snapshot, people, business),
    identityText(snapshot, people),
    peopleText(snapshot, people),
    businessText(snapshot, business),
    consentText(snapshot, people),
    lifecycleText(snapshot, people),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head({ org }: Snapshot, people: readonly PersonObject[], business: BusinessObjects): readonly string[] {
  const profiles = people.map((object) => (object === 'Lead' ? 'leads' : 'contacts'));
  const catalogs = [...(business.accounts ? ['accounts'] : []), ...(business.opportunities ? ['opportunities'] : [])];
  const parts = [
    `${profiles.join(' and ')} as profiles`,
    ...(catalogs.length > 0 ? [`${catalogs.join(' and ')} as catalogs`] : []),
  ];
  const text = parts.join('; ');
  return [
    `# WHAT: what leaves Salesforce, and under which name. Made for org ${org.id}; yours to change.`,
    `# The language: ${LANGUAGE_PAGE}`,
    'version: 1',
    'kind: mapping',
    'name: b2b',
    `description: ${text.slice(0, 1).toUpperCase()}${text.slice(1)}`,
  ];
}
