import * as z from 'zod';
import { doc, duration, expression } from './names.ts';

const rule = {
  from: expression.describe('Condition on people; true means opted out'),
  direction: z
    .enum(['opt_out_only', 'both'])
    .default('opt_out_only')
    .describe('`both` also subscribes people again, and needs `doc`'),
  doc: doc.optional().describe('The legal reason'),
};

/** Who must not be written to. */
export const consent = z
  .strictObject({
    email: z.strictObject(rule).optional().describe('Email as a whole'),
    groups: z
      .array(
        z.strictObject({
          id: z
            .string()
            .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)
            .meta({ description: 'Id of the subscription group', examples: ['01234567-89ab-cdef-0123-456789abcdef'] }),
          ...rule,
        }),
      )
      .default([])
      .describe('Subscription groups'),
  })
  .describe('Who must not be written to');

/** What follows from conversions, merges, deletions and erasures. */
export const lifecycle = z
  .strictObject({
    convert: z
      .enum(['merge', 'separate'])
      .default('merge')
      .describe('`separate`: the contact is a profile of its own, the lead leaves by its `on_exit`'),
    merge: z
      .enum(['follow', 'report'])
      .default('follow')
      .describe('`report`: losers of a merge are suspended and listed'),
    delete: z
      .strictObject({
        people: z
          .enum(['suspend', 'ignore'])
          .default('suspend')
          .describe('What follows when a person is deleted in Salesforce'),
        after: duration.default('15d').describe('Time between the deletion and `then`'),
        // oxlint-disable-next-line unicorn/no-thenable -- the language’s own word; nobody awaits a schema
        then: z.enum(['delete', 'keep']).default('keep').describe('What happens to the profile after that time'),
        identified: z
          .enum(['detach', 'delete', 'keep'])
          .default('detach')
          .describe('The same for profiles with an external id'),
        items: z.enum(['delete', 'keep']).default('delete').describe('What happens to catalog items'),
      })
      .prefault({})
      .describe('What follows from deletions'),
    erase: expression.optional().describe('Condition on people that means: erase now; evaluated whatever `where` says'),
  })
  .describe('What follows from conversions, merges, deletions and erasures');
