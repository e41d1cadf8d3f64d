export {
  type Attributes,
  type BrazeValue,
  type Handle,
  handleFields,
  handleText,
  type UserAlias,
} from './braze/objects.ts';
export {
  type AttributesObject,
  type BrazeRequest,
  type BrazeRequestKind,
  type CatalogFieldDefinition,
  type EventObject,
  type ItemObject,
  wire,
  type WireRequest,
} from './braze/requests.ts';
export { codes, type DiagnosticCode, type ParamsOf } from './diagnostics/codes.ts';
export {
  type Diagnostic,
  diagnostic,
  type Extras,
  type Place,
  sentences,
  type Span,
} from './diagnostics/diagnostic.ts';
export type { Mapping } from './language/mapping.ts';
export type { Capabilities, Environment, Gate, GateName, Project, SecretReference } from './language/project.ts';
export type {
  Fingerprint,
  FingerprintOf,
  KnownItem,
  KnownLink,
  KnownPerson,
  KnownRecord,
  KnownRule,
  PersonKey,
} from './reconcile/known.ts';
export type {
  Acceptance,
  EventDraft,
  ItemPlan,
  LinkChange,
  PersonChange,
  PersonPlan,
  Problem,
} from './reconcile/plans.ts';
export { type FieldType, fieldTypes, valueKind } from './salesforce/field-types.ts';
export { keyPrefix, parseRecordId, type RecordId } from './salesforce/id.ts';
export { canonicalDatetime, type Column, decodeValue, type RecordValue, type Row } from './salesforce/record.ts';
export type {
  CurrencyRate,
  OrgSwitches,
  PicklistValue,
  Snapshot,
  SnapshotField,
  SnapshotObject,
} from './salesforce/snapshot.ts';
export type { Relation, WantedItem, WantedPerson } from './transform/wanted.ts';
