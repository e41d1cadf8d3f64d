import type { Evaluate } from '../expression/evaluation.ts';
import type { ExpressionType } from '../expression/ir.ts';
import type {
  CatalogMapping,
  Destination,
  EventMapping,
  LinkMapping,
  Mapping,
  PeopleMapping,
  RelationSet,
} from '../language/mapping.ts';
import type { Capabilities } from '../language/project.ts';
import type { Column } from '../salesforce/record.ts';

/** An expression ready to run on rows of one query. */
export interface CompiledExpression {
  readonly evaluate: Evaluate;
  readonly kind: ExpressionType['kind'];
  /** Indexes of the columns it reads. */
  readonly columns: readonly number[];
  /** Whether it names `previous`. */
  readonly comparesPrevious: boolean;
}

/** What one destination can hold. */
export interface ValueLimits {
  readonly text: { readonly length: number; readonly units: 'utf16' | 'utf8' };
  readonly elements: number;
}

export interface CompiledDestination {
  readonly destination: Destination;
  /** undefined for a constant. */
  readonly source: CompiledExpression | undefined;
  readonly limits: ValueLimits;
}

export interface CompiledRule {
  readonly rule: EventMapping;
  readonly when: CompiledExpression | undefined;
  readonly where: CompiledExpression | undefined;
  readonly properties: readonly CompiledDestination[];
  /** Own fields whose past the rule asks for, and their columns. */
  readonly observed: readonly { readonly path: string; readonly column: number }[];
}

/** Columns the product reads of every record, as far as the object has them. */
export interface SystemColumns {
  readonly id: number;
  readonly modstamp: number | undefined;
  readonly isDeleted: number | undefined;
  readonly master: number | undefined;
  readonly isPersonAccount: number | undefined;
}

interface CompiledObject {
  /** SObject it is read from. */
  readonly object: string;
  /** What to select; rows have their values in this order. */
  readonly columns: readonly Column[];
  readonly system: SystemColumns;
  readonly where: CompiledExpression | undefined;
  /** In the order of `WantedPerson.values` and `WantedItem.values`. */
  readonly destinations: readonly CompiledDestination[];
  readonly rules: readonly CompiledRule[];
}

export interface CompiledLookup {
  readonly link: string;
  readonly column: number;
  readonly where: CompiledExpression | undefined;
}

export interface CompiledPeople extends CompiledObject {
  readonly mapping: PeopleMapping;
  readonly reachableBy: Mapping['identity']['reachableBy'];
  readonly externalId: CompiledExpression | undefined;
  readonly optOut: CompiledExpression | undefined;
  readonly groups: readonly { readonly id: string; readonly optOut: CompiledExpression }[];
  readonly erase: CompiledExpression | undefined;
  readonly guard: CompiledExpression | undefined;
  readonly lookups: readonly CompiledLookup[];
  readonly isConverted: number | undefined;
  readonly convertedContact: number | undefined;
}

export interface CompiledCatalog extends CompiledObject {
  readonly mapping: CatalogMapping;
}

/** One junction query of a link. */
export interface CompiledRelation {
  readonly link: LinkMapping;
  readonly set: RelationSet;
  readonly columns: readonly Column[];
  /** The first with a value counts. */
  readonly person: readonly number[];
  readonly target: number;
  readonly isPrimary: number | undefined;
  readonly modstamp: number | undefined;
  readonly targetModstamp: number | undefined;
  readonly where: CompiledExpression | undefined;
}

/** A mapping with every expression compiled against one org, environment and workspace. */
export interface CompiledMapping {
  readonly mapping: Mapping;
  readonly capabilities: Capabilities;
  /** By people key, in order of rank. */
  readonly people: ReadonlyMap<string, CompiledPeople>;
  /** By catalog key. */
  readonly catalogs: ReadonlyMap<string, CompiledCatalog>;
  /** By link name; `<link>.others` for the other relations of a lookup link, where the org has them. */
  readonly relations: ReadonlyMap<string, CompiledRelation>;
}
