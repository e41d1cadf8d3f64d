import type { ObjectError } from './errors.ts';
import { parseEvent, parsePurchase } from './events.ts';
import { type Identifier, parseTrackIdentifier } from './identifiers.ts';
import { isObject, isString, type JsonObject } from './json-value.ts';
import type { LoggedEvent, LoggedPurchase } from './profiles.ts';
import { reservedFields } from './reserved-fields.ts';
import type { Workspace } from './workspace.ts';

/** What was accepted of one `/users/track` body, and what was refused of it. */
export interface TrackWork {
  readonly attributes: readonly (Addressed & { readonly object: JsonObject })[];
  readonly events: readonly (Addressed & { readonly event: LoggedEvent })[];
  readonly purchases: readonly (Addressed & { readonly purchase: LoggedPurchase })[];
  readonly errors: readonly ObjectError[];
}

export interface Addressed {
  readonly identifier: Identifier;
  /** `_update_existing_only` as sent. */
  readonly updateOnly: boolean | undefined;
}

export interface TrackArrays {
  readonly attributes: readonly unknown[];
  readonly events: readonly unknown[];
  readonly purchases: readonly unknown[];
}

/** Checks every object by itself; refused ones do not keep the others from being accepted. */
export function checkTrackObjects(workspace: Workspace, arrays: TrackArrays): TrackWork {
  const errors: ObjectError[] = [];
  const check = <T>(
    inputArray: keyof TrackArrays,
    parse: (object: JsonObject) => T | string,
  ): readonly (Addressed & T)[] =>
    arrays[inputArray].flatMap((element, index) => {
      const checked = isObject(element) ? checkObject(workspace, element, parse) : 'objects must be JSON objects';
      if (!isString(checked)) return [checked];
      errors.push({ type: checked, input_array: inputArray, index });
      return [];
    });
  const now = workspace.clock.now();
  const attributes = check('attributes', (object) => refuseReserved(object) ?? { object });
  const events = check('events', (object) => {
    const event = parseEvent(object, now);
    return isString(event) ? event : { event };
  });
  const purchases = check('purchases', (object) => {
    const purchase = parsePurchase(object, now);
    return isString(purchase) ? purchase : { purchase };
  });
  return { attributes, events, purchases, errors };
}

function checkObject<T>(
  workspace: Workspace,
  object: JsonObject,
  parse: (object: JsonObject) => T | string,
): (Addressed & T) | string {
  const identifier = parseTrackIdentifier(object);
  if (isString(identifier)) return identifier;
  if (identifier.kind === 'external_id' && workspace.settings.blockedExternalIds.includes(identifier.id)) {
    return 'provided external_id is blacklisted and disallowed';
  }
  const parsed = parse(object);
  if (isString(parsed)) return parsed;
  const flag = object['_update_existing_only'];
  return { ...parsed, identifier, updateOnly: typeof flag === 'boolean' ? flag : undefined };
}

function refuseReserved(object: JsonObject): string | undefined {
  for (const [name, value] of Object.entries(object)) {
    const refused = value === null ? undefined : reservedFields.get(name)?.refuse?.(value);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
