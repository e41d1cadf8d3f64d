/** What `PUT /_emulator/settings` merges; every key is optional there. */
export interface Settings {
  /** Most REST records a page has when the client asks for no batch size. */
  readonly restPageSize: number;
  /** Most records a Bulk result page has, whatever `maxRecords` says. */
  readonly bulkPageSize: number;
  /** Emulator time from the creation of a Bulk job to JobComplete; it is InProgress for the second half. */
  readonly bulkDelayMs: number;
  /** So many of the next Bulk jobs end as Failed; `true`: all of them. */
  readonly failBulkJobs: number | boolean;
  readonly bulkErrorMessage: string;
  /** `DailyApiRequests.Max`; calls beyond it are answered with 403 REQUEST_LIMIT_EXCEEDED. */
  readonly apiLimit: number;
  /** Overrides in `/limits`: `{DailyBulkV2QueryJobs: {Max, Remaining}}`; 0 remaining jobs refuses new ones. */
  readonly limits: Readonly<Record<string, { readonly Max: number; readonly Remaining: number }>>;
  /** How long queryAll still shows deleted records. */
  readonly recycleBinDays: number;
}

/** `records`: how many people are generated; a large org gives larger pages. */
export function defaultSettings(records: number): Settings {
  return {
    restPageSize: 250,
    bulkPageSize: records > 0 ? 50_000 : 500,
    bulkDelayMs: 0,
    failBulkJobs: 0,
    bulkErrorMessage: 'InternalServerError: the job was made to fail',
    apiLimit: records > 0 ? 1_000_000 : 15_000,
    limits: {},
    recycleBinDays: 15,
  };
}

/** Checks and merges; a text is the reason why nothing was changed. */
export function mergeSettings(settings: Settings, patch: Readonly<Record<string, unknown>>): Settings | string {
  for (const [name, value] of Object.entries(patch)) {
    if (!Object.hasOwn(settings, name)) return `unknown setting ${name}`;
    const reason = CHECKS[name as keyof Settings](value); // a key of settings, checked above
    if (reason !== undefined) return `${name} ${reason}`;
  }
  return { ...settings, ...patch };
}

type Check = (value: unknown) => string | undefined;

const atLeast =
  (least: number): Check =>
  (value) =>
    typeof value === 'number' && value >= least ? undefined : `must be a number from ${least}`;

const CHECKS: Readonly<Record<keyof Settings, Check>> = {
  restPageSize: atLeast(1),
  bulkPageSize: atLeast(1),
  bulkDelayMs: atLeast(0),
  failBulkJobs: (value) => (typeof value === 'boolean' ? undefined : atLeast(0)(value)),
  bulkErrorMessage: (value) => (typeof value === 'string' ? undefined : 'must be a text'),
  apiLimit: atLeast(0),
  limits: (value) => (isLimits(value) ? undefined : 'must be {Name: {Max, Remaining}}'),
  recycleBinDays: atLeast(0),
};

function isLimits(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(
    (limit: unknown) =>
      typeof limit === 'object' &&
      limit !== null &&
      'Max' in limit &&
      'Remaining' in limit &&
      typeof limit.Max === 'number' &&
      typeof limit.Remaining === 'number',
  );
}
