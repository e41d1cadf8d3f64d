/** A dotted path as written; `place` is its offset in the query. */
export interface Path {
  readonly names: readonly string[];
  readonly place: number;
}

export type Literal =
  | { readonly kind: 'null'; readonly place: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly place: number }
  | { readonly kind: 'number'; readonly value: number; readonly place: number }
  | { readonly kind: 'string'; readonly value: string; readonly pattern: string; readonly place: number }
  | { readonly kind: 'date' | 'datetime'; readonly value: string; readonly place: number }
  | { readonly kind: 'dateLiteral'; readonly name: string; readonly count: number | undefined; readonly place: number };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What can be compared: a field, or a function of one (`CALENDAR_YEAR(CreatedDate)`, `COUNT(Id)` in HAVING). */
export type Operand =
  | { readonly kind: 'field'; readonly path: Path }
  | { readonly kind: 'call'; readonly name: string; readonly path: Path | undefined; readonly place: number };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly operand: Operand; readonly operator: Comparison; readonly literal: Literal }
  | { readonly kind: 'like'; readonly operand: Operand; readonly literal: Literal }
  | { readonly kind: 'in'; readonly operand: Operand; readonly not: boolean; readonly literals: readonly Literal[] }
  | { readonly kind: 'inQuery'; readonly operand: Operand; readonly not: boolean; readonly query: Query }
  | {
      readonly kind: 'includes';
      readonly operand: Operand;
      readonly not: boolean;
      readonly literals: readonly Literal[];
    };

export type SelectItem =
  | { readonly kind: 'field'; readonly path: Path; readonly alias: string | undefined }
  | {
      readonly kind: 'call';
      /** Upper case: COUNT, SUM, TOLABEL, CALENDAR_YEAR… */
      readonly name: string;
      readonly path: Path | undefined;
      readonly alias: string | undefined;
      readonly place: number;
    }
  | { readonly kind: 'fields'; readonly group: 'ALL' | 'STANDARD' | 'CUSTOM'; readonly place: number }
  | { readonly kind: 'subquery'; readonly query: Query; readonly place: number };

export interface Ordering {
  readonly operand: Operand;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface Query {
  readonly select: readonly SelectItem[];
  /** Object name, or in a subquery the child relationship. */
  readonly from: string;
  readonly fromPlace: number;
  readonly alias: string | undefined;
  readonly where: Condition | undefined;
  readonly groupBy: readonly Operand[];
  readonly having: Condition | undefined;
  readonly orderBy: readonly Ordering[];
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  /** `ALL ROWS`: deleted records too. */
  readonly allRows: boolean;
}
