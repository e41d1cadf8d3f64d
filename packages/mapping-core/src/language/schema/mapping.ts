import * as z from 'zod';
import { catalogs } from './catalogs.ts';
import { events } from './events.ts';
import { identity } from './identity.ts';
import { links } from './links.ts';
import { slug } from './names.ts';
import { people } from './people.ts';
import { consent, lifecycle } from './policies.ts';
import { tests } from './tests.ts';

/** `mappings/*.braze.yaml`: everything a mapping file may say. */
export const mappingSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of the language'),
    kind: z.literal('mapping').describe('What this file is'),
    name: slug.describe('Identity of the mapping; files may move'),
    description: z.string().optional().describe('What it is for'),
    identity: identity.prefault({}).describe('How a person in Salesforce becomes one profile in Braze'),
    people: people.default({}),
    catalogs: catalogs.default({}),
    links: links.default({}),
    events: events.default({}),
    consent: consent.prefault({}),
    lifecycle: lifecycle.prefault({}),
    tests: tests.default([]),
  })
  .meta({ title: 'sf-braze mapping, version 1' });

/** A mapping file as written, defaults filled in, expressions still text. */
export type RawMapping = z.output<typeof mappingSchema>;
