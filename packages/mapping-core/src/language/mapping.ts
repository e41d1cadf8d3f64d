import type { Span } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';

/** A constant a file can give. */
export type Constant = string | number | boolean;

/** The form in which a value is sent. */
export type As = 'string' | 'number' | 'integer' | 'boolean' | 'time' | 'date' | 'array';

/** What `map` does with a value it does not list. */
export type Otherwise =
  | { readonly kind: 'keep' }
  | { readonly kind: 'unset' }
  | { readonly kind: 'error' }
  | { readonly kind: 'value'; readonly value: Constant };

export type PersonalData = 'none' | 'personal' | 'sensitive';

/** Everything said about one value: where it comes from and what is done to it on the way. */
export interface Field {
  readonly source:
    | { readonly kind: 'expression'; readonly expression: Expression }
    | { readonly kind: 'constant'; readonly value: Constant };
  /** Decided for every field: as written, or by the type of the expression. */
  readonly as: As;
  readonly map: ReadonlyMap<string, Constant | null> | undefined;
  readonly otherwise: Otherwise;
  readonly default: Constant | undefined;
  readonly whenNull: 'unset' | 'skip' | 'error';
  readonly onOverflow: 'truncate' | 'skip' | 'error';
  readonly write: 'always' | 'once';
  /** Minutes after which it is read again without a change of the record; undefined where that is not needed. */
  readonly refreshMinutes: number | undefined;
  readonly pii: PersonalData;
  readonly doc: string | undefined;
}

/** A named place in Braze that one field fills. */
export interface Destination {
  readonly kind: 'profile' | 'attribute' | 'catalog-field' | 'property';
  readonly name: string;
  readonly field: Field;
  readonly file: string;
  /** Where the name stands. */
  readonly span: Span;
}

export type OnExit = 'keep' | 'suspend' | 'delete';

/** One object whose records are people. Destinations under `both` are already joined in. */
export interface PeopleMapping {
  /** `lead`, `contact`, or another key. */
  readonly key: string;
  readonly from: string;
  readonly aliasLabel: string;
  readonly externalId: Expression | undefined;
  readonly where: Expression | undefined;
  readonly onExit: OnExit;
  readonly destinations: readonly Destination[];
  readonly span: Span;
}

export interface CatalogMapping {
  readonly key: string;
  readonly from: string;
  readonly name: string;
  readonly description: string;
  readonly target: 'catalog' | 'data_object';
  readonly where: Expression | undefined;
  readonly onExit: 'keep' | 'delete';
  readonly unknownFields: 'report' | 'keep';
  readonly fields: readonly Destination[];
  readonly span: Span;
}

interface LinkBase {
  readonly name: string;
  /** Key of the catalog whose records it points at. */
  readonly catalog: string;
  /** Names of the events; undefined is off. */
  readonly linked: string | undefined;
  readonly unlinked: string | undefined;
  /** Event property that carries the target's id. */
  readonly property: string;
  readonly backfill: 'emit' | 'skip';
  readonly relationship: { readonly kind: string; readonly attributes: readonly Destination[] } | undefined;
  readonly span: Span;
}

/** A lookup on the person: at most one target. */
export interface LookupLink extends LinkBase {
  readonly kind: 'lookup';
  readonly attribute: string;
  /** Per people key that has it: the path, checked (`AccountId`). */
  readonly paths: ReadonlyMap<string, string>;
  /** Per people key: condition on the person. */
  readonly where: ReadonlyMap<string, Expression>;
  /** The built-in account link may add every relation of `AccountContactRelation`. */
  readonly others: RelationSet | undefined;
}

/** A junction object: a set of targets. */
export interface JunctionLink extends LinkBase {
  readonly kind: 'junction';
  readonly set: RelationSet;
  /** Attribute that holds the one primary target. */
  readonly primary: string | undefined;
}

/** Rows of a junction object that relate people to targets. */
export interface RelationSet {
  /** `OpportunityContactRole`, `AccountContactRelation`, `CampaignMember`, … */
  readonly object: string;
  /** Paths on the junction record to the person's id: the first with a value counts. */
  readonly person: readonly string[];
  /** Path on the junction record to the target's id. */
  readonly target: string;
  /** Condition on the junction record. */
  readonly where: Expression | undefined;
  /** Attribute that holds the ids. */
  readonly attribute: string;
  readonly max: number;
}

export type LinkMapping = LookupLink | JunctionLink;

export interface EventMapping {
  readonly name: string;
  /** SObject; mapped under people or catalogs. */
  readonly on: string;
  /** Edge condition; undefined means “comes into scope for the first time”. */
  readonly when: Expression | undefined;
  readonly where: Expression | undefined;
  readonly to: { readonly kind: 'self' } | { readonly kind: 'link'; readonly link: string };
  readonly properties: readonly Destination[];
  readonly backfill: 'skip' | 'emit';
  readonly doc: string | undefined;
  readonly span: Span;
}

export interface ConsentRule {
  /** Per people key: true means opted out. */
  readonly from: ReadonlyMap<string, Expression>;
  readonly direction: 'opt_out_only' | 'both';
  readonly doc: string | undefined;
}

export interface Lifecycle {
  readonly convert: 'merge' | 'separate';
  readonly merge: 'follow' | 'report';
  readonly delete: {
    readonly people: 'suspend' | 'ignore';
    readonly afterMinutes: number;
    readonly then: 'delete' | 'keep';
    readonly identified: 'detach' | 'delete' | 'keep';
    readonly items: 'delete' | 'keep';
  };
  /** Per people key that has its fields: true means erase now. */
  readonly erase: ReadonlyMap<string, Expression>;
}

export interface Identity {
  readonly onConflict: 'report' | 'contact_wins' | 'oldest_wins';
  readonly reachableBy: readonly ('email' | 'phone' | 'external_id' | 'any')[];
  readonly duplicateEmail: 'report' | 'contact_only' | 'allow';
  /** Lower-case local parts. */
  readonly sharedInboxes: readonly string[];
}

/** A checked mapping: defaults filled in, expressions typed. All mapping files of a project, joined, have this form too. */
export interface Mapping {
  readonly name: string;
  /** Files it was read from. */
  readonly files: readonly string[];
  readonly description: string | undefined;
  readonly identity: Identity;
  /** In order of rank: contact, lead, then others as written. */
  readonly people: readonly PeopleMapping[];
  readonly catalogs: readonly CatalogMapping[];
  readonly links: readonly LinkMapping[];
  readonly events: readonly EventMapping[];
  readonly consent: {
    readonly email: ConsentRule | undefined;
    readonly groups: readonly (ConsentRule & { readonly id: string })[];
  };
  readonly lifecycle: Lifecycle;
  /** Tests as written; `testing` reads them. */
  readonly tests: readonly unknown[];
}
