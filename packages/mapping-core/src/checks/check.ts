import type { Diagnostic, Place, Span } from '../diagnostics/diagnostic.ts';
import type { Mapping } from '../language/mapping.ts';
import type { Capabilities, Project } from '../language/project.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';

/** A file as it was read: for findings about keys that the checked mapping no longer shows. */
export interface CheckedFile {
  readonly file: string;
  /** The plain value of the YAML text. */
  readonly value: unknown;
  /** Span of the value at a path; of its key, or of the nearest parent, when it is missing. */
  readonly spanOf: (path: readonly (string | number)[]) => Span;
  /** Span of the key itself. */
  readonly spanOfKey: (path: readonly (string | number)[]) => Span;
}

/** What a check may look at. */
export interface CheckContext {
  readonly mapping: Mapping;
  /** The mapping files `mapping` was joined from. */
  readonly files: readonly CheckedFile[];
  readonly project: Project | undefined;
  readonly projectFile: CheckedFile | undefined;
  readonly snapshot: Snapshot | undefined;
  /** The tightest of all environments. */
  readonly capabilities: Capabilities;
  /** Where the value at a path of the mapping language stands, in whichever file gives it. */
  readonly placeOf: (path: readonly (string | number)[]) => Place;
}

/** One subject's findings. Pure; never throws. */
export type Check = (context: CheckContext) => Iterable<Diagnostic>;
