export type Severity = 'error' | 'warning' | 'info';

/** The earliest step that can report a code. */
export type CodePhase = 'file' | 'check' | 'export' | 'org' | 'workspace' | 'record' | 'transport' | 'run' | 'test';

/** What a problem can be about. Closed: a new area needs a decision record. */
export type Area = 'syntax' | 'config' | 'mapping' | 'braze' | 'security' | 'salesforce' | 'record' | 'sync' | 'test';

export interface CodeEntry {
  readonly severity: Severity;
  readonly phase: CodePhase;
  /** One sentence that says what is wrong; `{name}` stands for a parameter. */
  readonly meaning: string;
  /** What to do next; may use the same parameters. */
  readonly help: string;
}

export type CodeTable<A extends Area> = Readonly<Record<`${A}/${string}`, CodeEntry>>;
