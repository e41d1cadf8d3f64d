import { asFields, isFieldType, parseField, parseSwitches } from './parse-schema.ts';
import type { FieldDefinition, ObjectDefinition, SchemaDefinition } from './schema.ts';

/**
 * The body of `PUT /_emulator/schema`. Everything is optional; a refused patch changes nothing.
 *
 *     {
 *       "switches": { "personAccounts": false, "multiCurrency": true, "territories": true,
 *                     "contactsToMultipleAccounts": true, "stateCountryPicklists": true },
 *       "objects": {
 *         "Account": {
 *           "hide": true,                                  the user may not see the object at all; false shows it
 *           "fields": {
 *             "Segment__c":  { "rename": "Class__c" },     values stay
 *             "Rating":      { "remove": true },
 *             "Website":     { "retype": "double" },       values that do not fit read as null
 *             "Phone":       { "hide": true },             field-level security; false shows it again
 *             "Score__c":    { "add": { "type": "double", "label": "Score", "precision": 5, "scale": 2 } },
 *             "Industry":    { "change": { "picklistValues": [{ "value": "Space", "label": "Space", "active": true,
 *                                                               "defaultValue": false }] } }
 *           }
 *         },
 *         "Deal__c": { "add": { "keyPrefix": "a01", "label": "Deal" }, "fields": { … } }
 *       }
 *     }
 *
 * `add` and `change` take the keys of Salesforce's describe. Throws an Error that says what is wrong.
 */
export function patchSchema(schema: SchemaDefinition, patch: unknown): SchemaDefinition {
  const { switches, objects } = asFields(patch, 'the patch');
  let patched = [...schema.objects];
  for (const [name, change] of Object.entries(asFields(objects ?? {}, 'objects'))) {
    const fields = asFields(change, name);
    const known = patched.find((object) => object.name === name) ?? newObject(name, fields['add']);
    const object = patchObject(known, fields);
    patched = [...patched.filter((other) => other.name !== name), object];
  }
  return { switches: { ...schema.switches, ...parseSwitches(switches ?? {}) }, objects: patched };
}

function newObject(name: string, add: unknown): ObjectDefinition {
  if (add === undefined) throw new Error(`${name}: no such object; give "add": {"keyPrefix": …} to make it`);
  const { keyPrefix, label } = asFields(add, `${name}.add`);
  if (typeof keyPrefix !== 'string' || !/^[a-zA-Z0-9]{3}$/u.test(keyPrefix))
    throw new Error(`${name}: keyPrefix must be 3 characters`);
  const shown = typeof label === 'string' ? label : name;
  return {
    name,
    label: shown,
    labelPlural: `${shown}s`,
    keyPrefix,
    custom: name.endsWith('__c'),
    fields: [
      parseField('Id', { type: 'id', length: 18, nillable: false }),
      parseField('IsDeleted', { type: 'boolean', nillable: false }),
      parseField('Name', { type: 'string', length: 80, nameField: true }),
      parseField('CreatedDate', { type: 'datetime', nillable: false }),
      parseField('LastModifiedDate', { type: 'datetime', nillable: false }),
      parseField('SystemModstamp', { type: 'datetime', nillable: false }),
    ],
  };
}

function patchObject(object: ObjectDefinition, change: Readonly<Record<string, unknown>>): ObjectDefinition {
  const { hide, fields } = change;
  if (hide !== undefined && typeof hide !== 'boolean') throw new Error(`${object.name}.hide must be true or false`);
  let patched = object.fields;
  for (const [name, entry] of Object.entries(asFields(fields ?? {}, `${object.name}.fields`))) {
    patched = patchField(object.name, patched, name, asFields(entry, `${object.name}.${name}`));
  }
  return { ...object, ...(hide === undefined ? {} : { hidden: hide }), fields: patched };
}

function patchField(
  object: string,
  fields: readonly FieldDefinition[],
  name: string,
  change: Readonly<Record<string, unknown>>,
): readonly FieldDefinition[] {
  const { add, remove, rename, retype, hide, change: more } = change;
  const known = fields.find((field) => field.name === name);
  if (add !== undefined) {
    if (known !== undefined) throw new Error(`${object}.${name} is there already`);
    // A key of its own: values of an earlier field of this name stay unseen.
    const source = `${name}#${fields.length}`;
    return [...fields, { ...parseField(name, asFields(add, `${object}.${name}.add`)), source }];
  }
  if (known === undefined) throw new Error(`${object}.${name}: no such field`);
  if (remove === true) return fields.filter((field) => field !== known);
  let next: FieldDefinition = known;
  if (typeof rename === 'string') next = { ...next, name: rename, source: next.source ?? name };
  if (retype !== undefined) {
    if (!isFieldType(retype)) throw new Error(`${object}.${name}.retype: unknown type ${JSON.stringify(retype)}`);
    next = { ...next, type: retype, retyped: true };
  }
  if (typeof hide === 'boolean') next = { ...next, hidden: hide };
  if (more !== undefined)
    next = { ...next, ...parseField(next.name, { ...next, ...asFields(more, `${object}.${name}.change`) }) };
  if (next === known) throw new Error(`${object}.${name}: give add, remove, rename, retype, hide or change`);
  return fields.map((field) => (field === known ? next : field));
}
