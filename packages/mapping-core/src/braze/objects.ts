/** A value an attribute, an event property or a catalog field can hold. */
export type BrazeValue = string | number | boolean | readonly string[];

/** null unsets an attribute in Braze; a name that is missing is left alone. */
export type Attributes = Readonly<Record<string, BrazeValue | null>>;

export interface UserAlias {
  readonly alias_label: string;
  readonly alias_name: string;
}

/** How a person is addressed: exactly one primary identifier. */
export type Handle =
  | { readonly kind: 'external_id'; readonly externalId: string }
  | { readonly kind: 'alias'; readonly alias: UserAlias };

/** An id the way Braze's bodies spell it. */
export type HandleFields = { readonly external_id: string } | { readonly user_alias: UserAlias };

export function handleFields(handle: Handle): HandleFields {
  return handle.kind === 'external_id' ? { external_id: handle.externalId } : { user_alias: handle.alias };
}

/** `label:name` or the external id: the way Braze's own search shows it. */
export function handleText(handle: Handle): string {
  return handle.kind === 'external_id' ? handle.externalId : `${handle.alias.alias_label}:${handle.alias.alias_name}`;
}
