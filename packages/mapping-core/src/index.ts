export { analyze, type Analysis, type AnalysisInput } from './analyze.ts';
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
export type { CheckContext } from './checks/check.ts';
export { checkSnapshotAge } from './checks/snapshot-age.ts';
export { checkSnapshotDrift } from './checks/snapshot-drift.ts';
export type { Severity } from './diagnostics/code-table.ts';
export { codes, type DiagnosticCode, type ParamsOf } from './diagnostics/codes.ts';
export {
  type Diagnostic,
  diagnostic,
  type Extras,
  type Place,
  sentences,
  type Span,
} from './diagnostics/diagnostic.ts';
export { docsLink } from './diagnostics/docs-link.ts';
export { printable } from './diagnostics/printable.ts';
export { githubReport } from './diagnostics/reporters/github.ts';
export { humanReport, type Paint, type Style } from './diagnostics/reporters/human.ts';
export { type DiagnosticObject, diagnosticObjects, escapeControls, jsonReport } from './diagnostics/reporters/json.ts';
export { junitReport } from './diagnostics/reporters/junit.ts';
export { markdownReport, markdownSentence } from './diagnostics/reporters/markdown.ts';
export { countLine, type Report } from './diagnostics/reporters/report.ts';
export { sarifReport } from './diagnostics/reporters/sarif.ts';
export type { Guards } from './language/build-guards.ts';
export { defaultCapabilities, tightestCapabilities } from './language/capabilities.ts';
export { endpointKind, nearestEndpoint, shownEndpoint } from './language/endpoint.ts';
export { fieldAt } from './salesforce/field-at.ts';
export { jsonSchemas } from './language/json-schema.ts';
export type { Mapping } from './language/mapping.ts';
export { CURRENT_VERSION, type SourceFile } from './language/parse.ts';
export {
  type Capabilities,
  type Environment,
  type Gate,
  type GateName,
  gateNames,
  type Project,
  type SecretReference,
} from './language/project.ts';
export { secretReference } from './language/secret-reference.ts';
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
export {
  type Batch,
  batchAliases,
  batchItemDeletes,
  batchItems,
  batchLooks,
  type ItemBatches,
  type ItemWrite,
} from './reconcile/batch.ts';
export { batchTrack, type TrackBatch, type TrackObjects } from './reconcile/batch-track.ts';
export type { ItemInput, PersonInput, ReconcileContext, VanishReason } from './reconcile/context.ts';
export { groupPeople, type PersonGroup, type PersonIndex } from './reconcile/persons.ts';
export { handleOf } from './reconcile/identity.ts';
export { attributesObject, eventObject, eventsWait, type Phase, phasesOf } from './reconcile/phases.ts';
export { withEvents } from './reconcile/person-plan.ts';
export { reconcileItem } from './reconcile/reconcile-item.ts';
export { reconcilePerson } from './reconcile/reconcile-person.ts';
export type {
  Acceptance,
  AttributesCall,
  EventDraft,
  ItemCall,
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
export { parseSnapshot, serializeSnapshot } from './salesforce/snapshot-file.ts';
export { selectQuery, type SelectInput } from './salesforce/soql.ts';
export type { Fixture } from './testing/fixture.ts';
export { type FixtureOptions, type FixtureResult, runFixture } from './testing/run-fixture.ts';
export { compileMapping } from './transform/compile.ts';
export type { CompileOptions } from './transform/compile-expression.ts';
export type {
  CompiledCatalog,
  CompiledMapping,
  CompiledPeople,
  CompiledRelation,
  CompiledRule,
} from './transform/compiled.ts';
export { readCondition } from './transform/read-condition.ts';
export { transformItem, transformPerson, transformRelation } from './transform/transform.ts';
export type { Relation, WantedEvent, WantedItem, WantedPerson } from './transform/wanted.ts';
