import * as z from 'zod';
import { noneTwice, notEmpty, otherKeysAre } from './keyed.ts';
import { duration, slug } from './names.ts';

// What a secret, an endpoint and a store may be is said by `language/build-project.ts`, which never repeats them.
const secret = z.string().min(1).meta({
  id: 'secret',
  pattern: '^(env:[A-Z][A-Z0-9_]*|file:/.+|keychain:.+)$',
  description: 'A reference, never the secret itself: `env:NAME`, `file:/path`, `keychain:name`',
});

const gate = z
  .union([z.int().min(0), z.string().regex(/^[0-9]{1,9}(\.[0-9]{1,9})?%$/)])
  .meta({ id: 'gate', examples: [500, '1%'], description: 'A number, or a share of the known people: `1%`' });

const capabilities = z.strictObject({
  track_batch: z
    .enum(['combined', 'per_array'])
    .default('combined')
    .describe('Whether `track_max` counts over all arrays of a request, or per array'),
  track_max: z.int().min(1).max(75).default(75).describe('Objects in one `/users/track` request'),
  array_max: z.int().min(1).max(500).default(25).describe('Elements of an array attribute'),
  text_units: z.enum(['utf16', 'utf8']).default('utf16').describe('How Braze’s 255 is counted'),
  catalog_clear: z.enum(['put', 'patch_null']).default('put').describe('How one catalog field is emptied'),
  catalog_storage_mb: z.int().min(1).default(100).describe('Storage of all catalogs, in MB'),
  export_per_minute: z.int().min(1).default(250).describe('`/users/export/ids` calls a minute'),
  data_objects: z.boolean().default(false).describe('Accounts and Data Objects are provisioned'),
  consistency: z
    .enum(['poll', 'wait', 'none'])
    .default('poll')
    .describe('How a dependent call waits for what it needs'),
});

const environment = z.strictObject({
  protected: z.boolean().default(false).describe('Writes need `--confirm <name>`, or an approved CI environment'),
  salesforce: z
    .strictObject({
      org: z.string().min(1).describe('sf alias or username'),
      api_version: z
        .string()
        .regex(/^[0-9]{2}\.0$/)
        .optional()
        .meta({ description: 'API version; the plugin’s by default', examples: ['64.0'] }),
      expect: z
        .strictObject({
          sandbox: z.boolean().optional().describe('Whether the org must be a sandbox'),
          org_id: z
            .string()
            .regex(/^00D[A-Za-z0-9]{12}([A-Z0-5]{3})?$/)
            .optional()
            .meta({ description: 'Id the org must have', examples: ['00D5g000004BfXbEAK'] }),
        })
        .prefault({})
        .describe('Checked before anything else'),
    })
    .describe('The org'),
  braze: z
    .strictObject({
      endpoint: z.string().min(1).meta({
        pattern: '^(https://rest\\.[a-z0-9-]+\\.braze\\.(com|eu)|http://127\\.0\\.0\\.1:[0-9]{2,5})$',
        description: 'REST endpoint, shown beside the API key in Braze; or the emulator’s',
      }),
      workspace: z.string().optional().describe('Name shown in prompts, plans and reports'),
      api_key: secret.describe('The REST API key'),
      erase_api_key: secret
        .optional()
        .describe('The only key that holds `users.delete`; without it nothing is deleted'),
      capabilities: capabilities
        .prefault({})
        .describe('What this contract and workspace allow; defaults are the safest'),
    })
    .describe('The workspace'),
  guard: z
    .strictObject({
      people_where: z
        .string()
        .min(1)
        .optional()
        .meta({ maxLength: 4000, description: 'Condition: only these people may leave this environment' }),
      max_people: z.int().min(1).optional().describe('More people than this stop the run'),
    })
    .prefault({})
    .describe('Who may leave this environment'),
});

const gates = z.strictObject({
  deletes: gate.default(500).describe('Profiles and items deleted'),
  suspends: gate.default('1%').describe('People suspended'),
  merges: gate.default(1000).describe('Profiles merged'),
  events: gate.default(50_000).describe('Events logged'),
  unsets: gate.default('5%').describe('People of whom a value is unset'),
  erases: gate.default(25).describe('People erased'),
});

const schedule = z.strictObject({
  overlap: duration.default('15m').describe('How far a window reaches back into the one before; at least 1m'),
  formula_refresh: duration
    .default('24h')
    .describe('Pace at which formulas and parents’ fields are read again; `0d` is never'),
  link_sweep: duration.default('24h').describe('Pace at which all junction rows are read; `0d` is never'),
  delete_sweep: duration.default('24h').describe('Pace at which all ids are compared; `0d` is never'),
  link_renewal: duration.default('600d').describe('Pace at which link events are logged again; `0d` is never'),
});

const limits = z.strictObject({
  salesforce_daily_api_share: z
    .string()
    .regex(/^(100|[0-9]{1,2})%$/)
    .default('20%')
    .meta({ description: 'Share of the org’s daily API calls', examples: ['20%'] }),
  braze_requests_per_second: z.int().min(1).default(50).describe('Requests to Braze, all endpoints together'),
  concurrency: z.int().min(1).max(64).default(4).describe('Requests in flight'),
});

const alert = z.strictObject({
  when: z
    .string()
    .regex(
      /^(failed_percent|failed_records|lag_minutes|nothing_read_runs|salesforce_api_used_percent|catalog_storage_percent) (>=|>) [0-9]+(\.[0-9]+)?$/,
    )
    .meta({
      description: 'A figure of the run, `>=` or `>`, a number',
      examples: ['lag_minutes >= 60', 'failed_percent > 1'],
    }),
  to: secret.describe('Reference to a webhook URL'),
});

/** `braze.project.yaml`: everything a project file may say. */
export const projectSchema = z
  .strictObject({
    version: z.literal(1).describe('Version of the language'),
    kind: z.literal('project').describe('What this file is'),
    name: slug.describe('Name of the project'),
    mappings: z
      .array(z.string().min(1))
      .min(1)
      .check(noneTwice())
      .meta({ uniqueItems: true, description: 'Globs of the mapping files, relative to this file' }),
    environments: z
      .record(z.string(), environment)
      .check(otherKeysAre(slug, []), notEmpty())
      .meta({
        minProperties: 1,
        propertyNames: { pattern: '^[a-z][a-z0-9-]{0,39}$' },
        description: 'An org and a workspace that belong together, by name',
      }),
    state: z
      .strictObject({
        store: z.string().min(1).default('./.braze').meta({
          pattern: '^(file://.+|\\./.+|(env:|keychain:|file:/).+)$',
          description: '`./dir`, `file://…`, or a secret reference to a `postgres://` URL',
        }),
        fingerprint_key: secret
          .optional()
          .describe('Key of the fingerprints; made once and kept in the keychain by default'),
        lease: duration.default('15m').describe('How long a run owns the state without a sign of life'),
      })
      .prefault({})
      .describe('Where it is kept what has been sent'),
    gates: gates.prefault({}).describe('A run that would pass one stops before its first write'),
    schedule: schedule.prefault({}).describe('Overlaps and sweeps'),
    limits: limits.prefault({}).describe('How much of both systems a run may use'),
    alerts: z.array(alert).default([]).describe('When somebody is told'),
    telemetry: z
      .strictObject({
        otlp: z
          .string()
          .regex(/^https?:\/\//)
          .optional()
          .describe('OpenTelemetry endpoint; off by default'),
      })
      .prefault({})
      .describe('Figures for a collector of your own'),
  })
  .meta({ title: 'sf-braze project, version 1' });

/** A project file as written, defaults filled in. */
export type RawProject = z.output<typeof projectSchema>;
export type RawEnvironment = RawProject['environments'][string];
