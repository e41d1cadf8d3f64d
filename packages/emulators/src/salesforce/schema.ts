/** What an org can have switched on; fields and objects that need a switch are absent without it. */
export const SWITCHES = [
  'personAccounts',
  'multiCurrency',
  'territories',
  'contactsToMultipleAccounts',
  'stateCountryPicklists',
] as const;

export type Switch = (typeof SWITCHES)[number];

export const FIELD_TYPES = [
  'id',
  'string',
  'textarea',
  'email',
  'phone',
  'url',
  'picklist',
  'multipicklist',
  'combobox',
  'reference',
  'boolean',
  'int',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'time',
  'base64',
  'address',
  'location',
  'encryptedstring',
  'anyType',
] as const;

export type FieldType = (typeof FIELD_TYPES)[number];

export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly active: boolean;
  readonly defaultValue: boolean;
}

/** A field as an administrator defines it; what is left out follows from the type (see `describe.ts`). */
export interface FieldDefinition {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly length?: number;
  readonly precision?: number;
  readonly scale?: number;
  readonly nillable?: boolean;
  readonly custom?: boolean;
  readonly calculated?: boolean;
  readonly calculatedFormula?: string | null;
  readonly createable?: boolean;
  readonly updateable?: boolean;
  readonly filterable?: boolean;
  readonly sortable?: boolean;
  readonly groupable?: boolean;
  readonly nameField?: boolean;
  readonly externalId?: boolean;
  readonly unique?: boolean;
  readonly idLookup?: boolean;
  readonly encrypted?: boolean;
  readonly htmlFormatted?: boolean;
  readonly extraTypeInfo?: string | null;
  readonly restrictedPicklist?: boolean;
  readonly picklistValues?: readonly PicklistValue[];
  readonly compoundFieldName?: string | null;
  readonly referenceTo?: readonly string[];
  readonly relationshipName?: string | null;
  /** Name of the list of these records on the parent: `Contacts` for `Contact.AccountId`. */
  readonly childRelationshipName?: string;
  readonly onlyWith?: Switch;
  /** Hidden by field-level security: absent from the describe, "No such column" in queries. */
  readonly hidden?: boolean;
  /** Key under which values are stored, when the field was renamed. */
  readonly source?: string;
  /** The type was changed: stored values are read as the new type, `null` where that is impossible. */
  readonly retyped?: boolean;
}

export interface ObjectDefinition {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly custom?: boolean;
  /** Present in Bulk API 2.0. */
  readonly bulk?: boolean;
  readonly onlyWith?: Switch;
  readonly hidden?: boolean;
  readonly fields: readonly FieldDefinition[];
}

export interface SchemaDefinition {
  readonly switches: Readonly<Record<Switch, boolean>>;
  readonly objects: readonly ObjectDefinition[];
}

export interface Field extends FieldDefinition {
  readonly source: string;
}

export interface ChildRelationship {
  readonly name: string;
  readonly child: string;
  readonly field: string;
}

/** An object with exactly the fields the running user can see. */
export interface ObjectSchema {
  readonly definition: ObjectDefinition;
  readonly name: string;
  readonly keyPrefix: string;
  readonly fields: readonly Field[];
  /** By lower-case API name. */
  readonly fieldByName: ReadonlyMap<string, Field>;
  /** By lower-case relationship name: the lookup field itself. */
  readonly parentByName: ReadonlyMap<string, Field>;
  readonly childByName: ReadonlyMap<string, ChildRelationship>;
}

/** The schema as clients see it. */
export interface Schema {
  readonly definition: SchemaDefinition;
  /** By lower-case API name. */
  readonly objects: ReadonlyMap<string, ObjectSchema>;
  readonly objectByPrefix: ReadonlyMap<string, ObjectSchema>;
  /** Milliseconds since 1970. */
  readonly lastModified: number;
}

/** Works out what is visible. */
export function compileSchema(definition: SchemaDefinition, lastModified: number): Schema {
  const isOn = (entry: { readonly onlyWith?: Switch; readonly hidden?: boolean }) =>
    entry.hidden !== true && (entry.onlyWith === undefined || definition.switches[entry.onlyWith]);
  const visible = definition.objects
    .filter(isOn)
    .map((object) => ({ object, fields: object.fields.filter(isOn).map(withSource) }));
  const names = new Set(visible.map(({ object }) => object.name));
  const children = visible.flatMap(({ object, fields }) => fields.flatMap((field) => childrenOf(object, field)));
  const objects = visible.map(({ object, fields }) =>
    compileObject(
      object,
      fields,
      children.filter(({ parent }) => parent === object.name),
      names,
    ),
  );
  return {
    definition,
    objects: new Map(objects.map((object) => [object.name.toLowerCase(), object])),
    objectByPrefix: new Map(objects.map((object) => [object.keyPrefix, object])),
    lastModified,
  };
}

export function findObject(schema: Schema, name: string): ObjectSchema | undefined {
  return schema.objects.get(name.toLowerCase());
}

export function findField(object: ObjectSchema, name: string): Field | undefined {
  return object.fieldByName.get(name.toLowerCase());
}

type ParentedChild = ChildRelationship & { readonly parent: string };

function withSource(field: FieldDefinition): Field {
  return { ...field, source: field.source ?? field.name };
}

function childrenOf(object: ObjectDefinition, field: Field): readonly ParentedChild[] {
  const name = field.childRelationshipName;
  if (name === undefined) return [];
  return (field.referenceTo ?? []).map((parent) => ({ parent, name, child: object.name, field: field.name }));
}

function compileObject(
  definition: ObjectDefinition,
  fields: readonly Field[],
  children: readonly ParentedChild[],
  names: ReadonlySet<string>,
): ObjectSchema {
  const parents = fields.filter(
    ({ relationshipName, referenceTo }) =>
      typeof relationshipName === 'string' && referenceTo?.some((target) => names.has(target)),
  );
  return {
    definition,
    name: definition.name,
    keyPrefix: definition.keyPrefix,
    fields,
    fieldByName: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    parentByName: new Map(parents.map((field) => [String(field.relationshipName).toLowerCase(), field])),
    childByName: new Map(children.map((child) => [child.name.toLowerCase(), child])),
  };
}
