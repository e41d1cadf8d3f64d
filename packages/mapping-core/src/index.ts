export { codes, type DiagnosticCode, type ParamsOf } from './diagnostics/codes.ts';
export {
  type Diagnostic,
  diagnostic,
  type Extras,
  type Place,
  sentences,
  type Span,
} from './diagnostics/diagnostic.ts';
