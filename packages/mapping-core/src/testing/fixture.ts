/** One CRM record of a fixture: fields by name, parents as nested objects or as records of their own. */
export type FixtureRecord = Readonly<Record<string, unknown>>;

/**
 * What Braze holds already: a person by people key (`lead`, `contact`, …) with `external_id`, `account`, `accounts`,
 * `opportunities`, `primary`, `links`, `suspended`, `sent`; or a catalog `item` with `sent`.
 */
export type FixtureKnown = Readonly<Record<string, unknown>>;

/** A test's, or a preview's, whole world. */
export interface Fixture {
  readonly known: readonly FixtureKnown[];
  /** By SObject. */
  readonly given: Readonly<Record<string, readonly FixtureRecord[]>>;
}
