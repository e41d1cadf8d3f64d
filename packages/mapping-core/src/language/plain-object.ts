/** An object without prototype: no key of a file means anything to it. */
export function plainObject(...sources: readonly unknown[]): Record<string, unknown> {
  // `Object.create` is typed as any.
  const empty = Object.create(null) as Record<string, unknown>;
  return Object.assign(empty, ...sources) as Record<string, unknown>;
}
