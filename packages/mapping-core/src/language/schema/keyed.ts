import type * as z from 'zod';

/** Zod issue parameters of this language: the finding they become. */
export type IssueParams =
  | { readonly kind: 'bad-key'; readonly key: string }
  | { readonly kind: 'missing'; readonly key: string };

/** A check for objects whose other keys are free: each must look like `name`. */
export function otherKeysAre<T extends object>(name: z.ZodString, fixed: readonly string[]): z.core.$ZodCheck<T> {
  return always(isMap, ({ value, issues }) => {
    for (const key of Object.keys(value)) {
      if (fixed.includes(key) || name.safeParse(key).success) continue;
      issues.push(custom(value, { kind: 'bad-key', key }));
    }
  });
}

/** A check for keys that only make sense beside another one: `{ max: 'person' }`. */
export function needs<T extends object>(partners: Readonly<Record<string, string>>): z.core.$ZodCheck<T> {
  return always(isMap, ({ value, issues }) => {
    const given = (key: string): boolean =>
      Object.entries(value).some(([name, found]) => name === key && found !== undefined);
    const missing = Object.entries(partners).flatMap(([key, partner]) =>
      given(key) && !given(partner) ? [partner] : [],
    );
    for (const key of new Set(missing)) issues.push(custom(value, { kind: 'missing', key }));
  });
}

/** A check for maps that say nothing without an entry. */
export function notEmpty<T extends object>(): z.core.$ZodCheck<T> {
  return always(isMap, ({ value, issues }) => {
    if (Object.keys(value).length === 0) issues.push({ code: 'custom', input: value, path: [] });
  });
}

/** A check for lists in which nothing stands twice. */
export function noneTwice<T extends readonly unknown[]>(): z.core.$ZodCheck<T> {
  return always(Array.isArray, ({ value, issues }) => {
    const second = value.findIndex((item, index) => value.indexOf(item) < index);
    if (second >= 0) issues.push({ code: 'custom', input: value[second], path: [second] });
  });
}

/** The same rule for JSON Schema. */
export function dependencies(partners: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(partners).map(([key, partner]) => [key, [partner]]));
}

function custom(input: object, params: IssueParams): z.core.$ZodRawIssue {
  return { code: 'custom', input, path: [], params: { ...params } };
}

/** A check that runs although something else is wrong with the value: zod would leave it out. */
function always<T extends object>(applies: (value: unknown) => boolean, check: z.core.CheckFn<T>): z.core.$ZodCheck<T> {
  return { _zod: { def: { check: 'custom', when: ({ value }) => applies(value) }, check, onattach: [] } };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
