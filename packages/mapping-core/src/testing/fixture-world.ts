import type { Snapshot } from '../salesforce/snapshot.ts';
import type { CompiledMapping } from '../transform/compiled.ts';
import type { Fixture } from './fixture.ts';
import type { GivenRecords } from './given-records.ts';
import type { FixturePerson } from './known-people.ts';

/** A fixture, read. */
export interface FixtureWorld {
  readonly fixture: Fixture;
  readonly compiled: CompiledMapping;
  readonly snapshot: Snapshot;
  readonly given: GivenRecords;
  readonly people: readonly FixturePerson[];
  /** The run's clock. */
  readonly at: string;
}
