import type { BrazeValue } from '../braze/objects.ts';
import type { ParamsOf } from '../diagnostics/codes.ts';
import type { Constant, Destination, Field } from '../language/mapping.ts';
import type { RecordValue } from '../salesforce/record.ts';
import { convert } from './convert.ts';
import { cutText, repairText, type TextLimit, textLength } from './text.ts';
import type { RecordFinding } from './wanted.ts';
import type { CompiledDestination, ValueLimits } from './compiled.ts';

type RecordCode = RecordFinding['code'];

/** Notes a finding about the destination at hand. */
export type Note = <Code extends RecordCode>(code: Code, params: ParamsOf<Code>) => void;

/** What the steps of a field make of a value; `reject` keeps the whole record back, with the last finding noted. */
export type FieldOutcome =
  | { readonly kind: 'value'; readonly value: BrazeValue | null }
  | { readonly kind: 'leave' }
  | { readonly kind: 'reject' };

const LEAVE: FieldOutcome = { kind: 'leave' };
const REJECT: FieldOutcome = { kind: 'reject' };
const BLANK: FieldOutcome = { kind: 'value', value: null };

/**
 * Value → map → default → when_null → as → cleaning → on_overflow, in this order.
 * A finding before `reject` says why. Pure, and total on every value a record can hold.
 */
export function fieldOutcome(compiled: CompiledDestination, raw: RecordValue, note: Note): FieldOutcome {
  const { field, name } = compiled.destination;
  const mapped = mapValue(field, raw);
  if (mapped === undefined) {
    note('record/value-not-in-map', { name });
    return REJECT;
  }
  const value = mapped ?? field.default ?? null;
  if (value === null) return blank(field, name, note);
  const converted = convert(value, field.as, compiled.source?.kind);
  switch (converted.kind) {
    case 'unfit':
      // Types were checked, but not what a map keeps of values it does not know.
      if (field.map !== undefined) note('record/value-not-in-map', { name });
      return LEAVE;
    case 'not-exact':
      note('record/number-not-exact', { name });
      return LEAVE;
    case 'out-of-range':
      note('record/date-out-of-range', {});
      return BLANK;
    case 'value':
      return withinLimits(compiled, profileForm(compiled.destination, clean(converted.value, name, note)), note);
  }
}

/** Undefined when the value is not in the map and must be. */
function mapValue({ map, otherwise }: Field, raw: RecordValue): RecordValue | undefined {
  if (map === undefined || raw === null) return raw;
  const one = (value: Constant): Constant | null | undefined => {
    const found = map.get(String(value));
    if (found !== undefined) return found;
    switch (otherwise.kind) {
      case 'keep':
        return value;
      case 'unset':
        return null;
      case 'value':
        return otherwise.value;
      case 'error':
        return undefined;
    }
  };
  if (!isList(raw)) return one(raw);
  const elements = raw.map(one);
  if (elements.includes(undefined)) return undefined;
  const texts = elements.flatMap((element) => (element === null || element === undefined ? [] : [String(element)]));
  return texts.length === 0 ? null : [...new Set(texts)];
}

function blank({ whenNull }: Field, name: string, note: Note): FieldOutcome {
  switch (whenNull) {
    case 'unset':
      return BLANK;
    case 'skip':
      return LEAVE;
    case 'error':
      note('record/value-missing', { name });
      return REJECT;
  }
}

function clean(value: BrazeValue, name: string, note: Note): BrazeValue {
  const cleaned = onTexts(value, repairText);
  if (differs(cleaned, value)) note('record/text-repaired', { name });
  return cleaned;
}

/** Braze stores addresses in lower case. */
function profileForm({ kind, name }: Destination, value: BrazeValue): BrazeValue {
  return kind === 'profile' && name === 'email' && typeof value === 'string' ? value.toLowerCase() : value;
}

function withinLimits({ destination, limits }: CompiledDestination, value: BrazeValue, note: Note): FieldOutcome {
  const { name, field } = destination;
  const texts = onTexts(value, (text) => (fits(text, limits.text) ? text : cutText(text, limits.text)));
  const fitting = isList(texts) ? texts.slice(0, limits.elements) : texts;
  if (differs(texts, value)) note('record/text-too-long', { name, limit: limits.text.length });
  if (isList(texts) && isList(fitting) && fitting.length < texts.length) {
    note('record/list-too-long', { name, count: texts.length, limit: limits.elements });
  }
  if (!differs(fitting, value)) return { kind: 'value', value };
  switch (field.onOverflow) {
    case 'truncate':
      return { kind: 'value', value: fitting };
    case 'skip':
      return LEAVE;
    case 'error':
      return REJECT;
  }
}

function fits(text: string, { length, units }: ValueLimits['text'] & TextLimit): boolean {
  return textLength(text, units) <= length;
}

function onTexts(value: BrazeValue, change: (text: string) => string): BrazeValue {
  if (typeof value === 'string') return change(value);
  return isList(value) ? value.map(change) : value;
}

/** Whether a step changed something; lists keep their length until they are cut. */
function differs(after: BrazeValue, before: BrazeValue): boolean {
  if (!isList(after) || !isList(before)) return after !== before;
  return after.length !== before.length || after.some((text, index) => text !== before[index]);
}

function isList(value: RecordValue): value is readonly string[] {
  return Array.isArray(value);
}
