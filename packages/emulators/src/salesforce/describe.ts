import { isFilterable, isGroupable, isSortable } from './field-traits.ts';
import { kindOf } from './field-value.ts';
import type { Field, FieldType, ObjectSchema, Schema } from './schema.ts';

/** The answer of `sobjects/X/describe`; `base` is `/services/data/vXX.X`. */
export function describeObject(schema: Schema, object: ObjectSchema, base: string): Readonly<Record<string, unknown>> {
  return {
    actionOverrides: [],
    ...summarizeObject(object, base),
    childRelationships: [...schema.objects.values()].flatMap((child) => childRelationships(object, child)),
    compactLayoutable: true,
    fields: object.fields.map((field) => describeField(schema, field)),
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    searchLayoutable: true,
    supportedScopes: [{ label: `All ${object.definition.labelPlural}`, name: 'everything' }],
    urls: { ...urlsOf(object, base), rowTemplate: `${base}/sobjects/${object.name}/{ID}` },
  };
}

/** One entry of the `sobjects` list. */
export function summarizeObject(object: ObjectSchema, base: string): Readonly<Record<string, unknown>> {
  const { name, label, labelPlural, keyPrefix, custom } = object.definition;
  const isSetup = ['00D', '005', '00e', '00E', '012', '01L', '04w', '00G'].includes(keyPrefix);
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: !isSetup,
    custom: custom === true,
    customSetting: false,
    deletable: !isSetup,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix,
    label,
    labelPlural,
    layoutable: !isSetup,
    mergeable: ['Account', 'Contact', 'Lead', 'Individual'].includes(name),
    mruEnabled: !isSetup,
    name,
    queryable: true,
    replicateable: name !== 'OpportunityContactRole',
    retrieveable: true,
    searchable: !isSetup,
    triggerable: !isSetup,
    undeletable: !isSetup && name !== 'OpportunityContactRole',
    updateable: !isSetup,
    urls: urlsOf(object, base),
  };
}

function urlsOf(object: ObjectSchema, base: string): Readonly<Record<string, string>> {
  const sobject = `${base}/sobjects/${object.name}`;
  return { rowTemplate: `${sobject}/{ID}`, describe: `${sobject}/describe`, sobject };
}

function childRelationships(parent: ObjectSchema, child: ObjectSchema): readonly unknown[] {
  return child.fields
    .filter((field) => field.referenceTo?.includes(parent.name))
    .map((field) => ({
      cascadeDelete: false,
      childSObject: child.name,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: field.childRelationshipName ?? null,
      restrictedDelete: false,
    }));
}

/** https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_calls_describesobjects_describesobjectresult.htm */
function describeField(schema: Schema, field: Field): Readonly<Record<string, unknown>> {
  const { name, label, type } = field;
  const kind = kindOf(type);
  const length = field.length ?? 0;
  const references = (field.referenceTo ?? []).filter((target) => schema.objects.has(target.toLowerCase()));
  const isMade = field.calculated !== true && type !== 'id';
  return {
    aggregatable: kind !== 'compound' && type !== 'textarea',
    aiPredictionField: false,
    autoNumber: false,
    byteLength: kind === 'text' || kind === 'multi' || kind === 'id' ? length * 3 : 0,
    calculated: field.calculated === true,
    calculatedFormula: field.calculatedFormula ?? null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compoundFieldName ?? null,
    controllerName: null,
    createable: field.createable ?? isMade,
    custom: field.custom === true,
    defaultValue: type === 'boolean' ? false : null,
    defaultValueFormula: null,
    defaultedOnCreate: type === 'boolean' || type === 'id',
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: type === 'int' ? 9 : 0,
    displayLocationInDecimal: false,
    encrypted: field.encrypted === true || type === 'encryptedstring',
    externalId: field.externalId === true,
    extraTypeInfo:
      field.extraTypeInfo ??
      (type === 'textarea' ? (field.htmlFormatted === true ? 'richtextarea' : 'plaintextarea') : null),
    filterable: isFilterable(field),
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: isGroupable(field),
    highScaleNumber: false,
    htmlFormatted: field.htmlFormatted === true,
    idLookup: field.idLookup === true,
    inlineHelpText: null,
    label,
    length: kind === 'id' ? 18 : length,
    mask: null,
    maskType: null,
    name,
    nameField: field.nameField === true,
    namePointing: references.length > 1,
    nillable: field.nillable ?? true,
    permissionable: field.nillable !== false && type !== 'id',
    picklistValues: (field.picklistValues ?? []).map(({ value, label: shown, active, defaultValue }) => ({
      active,
      defaultValue,
      label: shown,
      validFor: null,
      value,
    })),
    polymorphicForeignKey: references.length > 1,
    precision: field.precision ?? 0,
    queryByDistance: false,
    referenceTargetField: null,
    referenceTo: references,
    relationshipName: references.length === 0 ? null : (field.relationshipName ?? null),
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: field.restrictedPicklist === true,
    scale: field.scale ?? 0,
    searchPrefilterable: false,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    sortable: isSortable(field),
    type,
    unique: field.unique === true,
    updateable: field.updateable ?? isMade,
    writeRequiresMasterRead: false,
  };
}

const SOAP_TYPES: Readonly<Partial<Record<FieldType, string>>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
  location: 'urn:location',
  anyType: 'xsd:anyType',
};
