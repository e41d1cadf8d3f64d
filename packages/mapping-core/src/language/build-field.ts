import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import { type BuildContext, buildExpression, report } from './build-context.ts';
import { durationMinutes } from './duration.ts';
import { guessedPersonalData } from './guess-personal-data.ts';
import type { As, Constant, Destination, Field, Otherwise } from './mapping.ts';
import { fieldObject, type RawField, type RawFieldObject } from './schema/field.ts';
import {
  acceptedForms,
  accepts,
  acceptsConstant,
  constantForm,
  conversion,
  defaultAs,
  type ValueForm,
} from './value-form.ts';
import type { Path } from './yaml-tree.ts';

/** What a field is for. */
export interface FieldUse {
  readonly kind: Destination['kind'];
  /** Object whose records it reads. */
  readonly object: string;
  readonly allowPrevious?: boolean;
  /** The form the destination has, whatever the field says. */
  readonly fixed?: As;
}

type RawFields = Readonly<Record<string, RawField | undefined>>;

/** All fields of a map, in its order. Those that are not understood are reported and left out. */
export function buildDestinations(
  context: BuildContext,
  path: Path,
  fields: RawFields,
  useOf: (name: string) => FieldUse,
): readonly Destination[] {
  return Object.entries(fields).flatMap(([name, raw]) => {
    if (raw === undefined) return [];
    const use = useOf(name);
    const at = [...path, name];
    const field = buildField(context, at, raw, use);
    if (field === undefined) return [];
    const { parsed, path: inFile } = context.joined.originOf(at);
    return [{ kind: use.kind, name, field, file: parsed.file, span: parsed.spanOfKey(inFile) }];
  });
}

function buildField(context: BuildContext, path: Path, raw: RawField, use: FieldUse): Field | undefined {
  const settings = typeof raw === 'string' ? fieldObject.parse({}) : raw;
  const source = buildSource(context, path, raw, use);
  if (source === undefined) return undefined;
  const as = use.fixed ?? settings.as ?? defaultAs(mappedForm(formOf(source), settings));
  checkSource(context, path, source, settings, as);
  checkConstants(context, path, { settings, as, form: formOf(source), use });
  const expression = source.kind === 'expression' ? source.expression : undefined;
  const needed = needsRefresh(expression) ? context.formulaRefreshMinutes : undefined;
  return {
    source,
    as,
    map: settings.map && new Map(Object.entries(settings.map)),
    otherwise: otherwise(settings),
    default: settings.default,
    whenNull: settings.when_null,
    onOverflow: settings.on_overflow,
    write: settings.write,
    refreshMinutes: settings.refresh === undefined ? needed : durationMinutes(settings.refresh),
    pii: settings.pii ?? guessedPersonalData(expression),
    doc: settings.doc,
  };
}

function buildSource(
  context: BuildContext,
  path: Path,
  raw: RawField,
  { object, allowPrevious }: FieldUse,
): Field['source'] | undefined {
  const scope = { object, expects: 'value', ...(allowPrevious === undefined ? {} : { allowPrevious }) } as const;
  const expressionSource = (at: Path, text: string): Field['source'] | undefined => {
    const expression = buildExpression(context, at, text, scope);
    return expression && { kind: 'expression', expression };
  };
  if (typeof raw === 'string') return expressionSource(path, raw);
  const { from, value } = raw;
  if ((from === undefined) === (value === undefined)) {
    const { parsed, path: inFile } = context.joined.originOf(path);
    // An expression that could not be read is missing here, and has been reported.
    const unread = value === undefined && (parsed.holds([...inFile, 'from']) || parsed.holds([...inFile, 'value']));
    if (!unread) reportSourceChoice(context, path);
    return undefined;
  }
  if (from !== undefined) return expressionSource([...path, 'from'], from);
  return value === undefined ? undefined : { kind: 'constant', value };
}

function reportSourceChoice(context: BuildContext, path: Path): void {
  const { parsed, path: inFile } = context.joined.originOf(path);
  const both = parsed.holds([...inFile, 'value']);
  const span = parsed.spanOfKey(both ? [...inFile, 'value'] : inFile);
  const related = both ? { file: parsed.file, span: parsed.spanOfKey([...inFile, 'from']) } : undefined;
  context.diagnostics.push(diagnostic('mapping/from-or-value', { file: parsed.file, span }, {}, { related }));
}

function formOf(source: Field['source']): ValueForm {
  return source.kind === 'constant' ? constantForm(source.value) : source.expression.node.type.kind;
}

/** A map may turn texts into numbers: it decides the form when all of its values have one. Lists stay lists. */
function mappedForm(form: ValueForm, { map, otherwise: fallback }: RawFieldObject): ValueForm {
  if (map === undefined || form === 'list') return form;
  const values = [...Object.values(map), typeof fallback === 'object' ? fallback.value : null];
  const forms = new Set(values.flatMap((value) => (value === null ? [] : [constantForm(value)])));
  const [only] = forms;
  return forms.size === 1 && only !== undefined ? only : 'string';
}

function checkSource(
  context: BuildContext,
  path: Path,
  source: Field['source'],
  settings: RawFieldObject,
  as: As,
): void {
  const form = formOf(source);
  if (settings.map !== undefined && form !== 'list') return;
  const fits = source.kind === 'constant' ? acceptsConstant(as, source.value) : accepts(as, form);
  if (fits) return;
  const text = source.kind === 'constant' ? String(source.value) : source.expression.text;
  const at = source.kind === 'constant' ? context.joined.placeOf([...path, 'value']) : source.expression;
  const place = settings.as === undefined ? `\`${path.slice(-2).join('.')}\`` : `\`as: ${settings.as}\``;
  const converted = source.kind === 'constant' ? undefined : conversion(text, form, as);
  const params = { source: text, actual: form, place, expected: acceptedForms(as) };
  const extras = { allowed: converted === undefined ? undefined : [converted] };
  context.diagnostics.push(diagnostic('mapping/type-mismatch', { file: at.file, span: at.span }, params, extras));
}

interface Forms {
  readonly settings: RawFieldObject;
  readonly as: As;
  readonly form: ValueForm;
  readonly use: FieldUse;
}

/** `as` against the destination, and the constants of a field against `as`. */
function checkConstants(context: BuildContext, path: Path, { settings, as, form, use }: Forms): void {
  if (use.fixed !== undefined && settings.as !== undefined && settings.as !== use.fixed) {
    const params = {
      source: `as: ${settings.as}`,
      actual: settings.as,
      place: `\`${path.slice(-2).join('.')}\``,
      expected: use.fixed,
    };
    report(context, 'mapping/type-mismatch', [...path, 'as'], params);
    return;
  }
  for (const [at, value] of constantsOf(path, settings, form)) {
    if (value === null || value === undefined || acceptsConstant(as, value)) continue;
    const params = {
      source: String(value),
      actual: constantForm(value),
      place: `\`as: ${as}\``,
      expected: acceptedForms(as),
    };
    report(context, 'mapping/type-mismatch', at, params);
  }
}

/** Constants that become the value. Those that become an element of a list are texts, whatever they were. */
function constantsOf(
  path: Path,
  { map, default: fallback, otherwise: other }: RawFieldObject,
  form: ValueForm,
): readonly (readonly [Path, Constant | null | undefined])[] {
  const mapped = [
    ...Object.entries(map ?? {}).map(([key, value]) => [[...path, 'map', key], value] as const),
    [[...path, 'otherwise', 'value'], typeof other === 'object' ? other.value : undefined] as const,
  ];
  return [...(form === 'list' ? [] : mapped), [[...path, 'default'], fallback]];
}

function otherwise({ otherwise: written }: RawFieldObject): Otherwise {
  return typeof written === 'object' ? { kind: 'value', value: written.value } : { kind: written ?? 'keep' };
}

/** Formulas, parents' fields and the calendar change without a save of the record. */
function needsRefresh(expression: Expression | undefined): boolean {
  if (expression === undefined) return false;
  return (
    expression.calendar || expression.paths.some(({ path, field }) => path.includes('.') || field?.calculated === true)
  );
}
