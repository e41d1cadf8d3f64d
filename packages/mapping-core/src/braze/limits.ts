/** One number of Braze, and the page that states it. */
export interface Limit {
  readonly value: number;
  readonly unit: LimitUnit;
  /** Documentation page of Braze. */
  readonly page: string;
}

export type LimitUnit =
  | 'objects'
  | 'ids'
  | 'items'
  | 'fields'
  | 'properties'
  | 'characters'
  | 'bytes'
  | 'elements'
  | 'years'
  | 'days'
  | 'seconds'
  | 'megabytes'
  | 'requests a minute'
  | 'requests an hour'
  | 'requests in three seconds';

const docs = 'https://www.braze.com/docs';
const rateLimits = `${docs}/api/api_limits`;
const track = `${docs}/api/endpoints/user_data/post_user_track`;
const attributesObject = `${docs}/api/objects_filters/user_attributes_object`;
const eventObject = `${docs}/api/objects_filters/event_object`;
const aliasObject = `${docs}/api/objects_filters/user_alias_object`;
const dataTypes = `${docs}/user_guide/data/activation/custom_data/data_types`;
const exportIds = `${docs}/api/endpoints/export/user_data/post_users_identifier`;
const catalogCreate = `${docs}/api/endpoints/catalogs/catalog_management/synchronous/post_create_catalog`;
const catalogFields = `${docs}/api/endpoints/catalogs/catalog_fields/asynchronous/post_create_catalog_fields`;
const catalogItems = `${docs}/api/endpoints/catalogs/catalog_items/asynchronous/post_create_catalog_items_bulk`;

/** Every number of Braze that this project relies on. Those a contract or workspace changes come out of `limitsFor`. */
export const limits = {
  /** The page says 4 MB; read as 4,000,000, the smaller of the two meanings. */
  requestBytes: { value: 4_000_000, unit: 'bytes', page: rateLimits },
  /** Attributes, events and purchases of one `/users/track` request together. */
  trackObjects: { value: 75, unit: 'objects', page: track },
  externalIdBytes: { value: 987, unit: 'bytes', page: track },

  attributeNameCharacters: {
    value: 255,
    unit: 'characters',
    page: `${docs}/developer_guide/analytics/setting_user_attributes`,
  },
  eventNameCharacters: { value: 255, unit: 'characters', page: `${docs}/developer_guide/analytics/logging_events` },
  /** Longer names are cut by Braze, although they may have 255 characters. */
  nameBytes: { value: 479, unit: 'bytes', page: `${docs}/developer_guide/analytics` },
  attributeText: { value: 255, unit: 'characters', page: dataTypes },
  attributeArrayElements: { value: 500, unit: 'elements', page: attributesObject },
  attributeArrayBytes: { value: 102_400, unit: 'bytes', page: dataTypes },
  /** Years outside are stored as text. */
  yearMin: { value: 0, unit: 'years', page: attributesObject },
  yearMax: { value: 3000, unit: 'years', page: attributesObject },

  propertyNameCharacters: { value: 255, unit: 'characters', page: eventObject },
  propertyText: { value: 255, unit: 'characters', page: eventObject },
  /** Braze ignores what is above. */
  eventProperties: {
    value: 256,
    unit: 'properties',
    page: `${docs}/user_guide/data/activation/events/custom_events/custom_event_properties`,
  },
  eventPropertiesBytes: { value: 102_400, unit: 'bytes', page: dataTypes },
  /** SQL segment extensions look back no further. */
  segmentLookbackDays: {
    value: 730,
    unit: 'days',
    page: `${docs}/user_guide/audience/segments/segment_extension/sql_segments`,
  },

  aliasLabelBytes: { value: 236, unit: 'bytes', page: aliasObject },
  aliasNameBytes: { value: 236, unit: 'bytes', page: aliasObject },
  aliasNewPerRequest: { value: 50, unit: 'ids', page: `${docs}/api/endpoints/user_data/post_user_alias` },
  identifyPerRequest: { value: 50, unit: 'ids', page: `${docs}/api/endpoints/user_data/post_user_identify` },
  mergePerRequest: { value: 50, unit: 'ids', page: `${docs}/api/endpoints/user_data/post_users_merge` },
  deletePerRequest: { value: 50, unit: 'ids', page: `${docs}/api/endpoints/user_data/post_user_delete` },
  exportPerRequest: { value: 50, unit: 'ids', page: exportIds },
  /** Recommended before a call that depends on another one, when its effect cannot be looked up. */
  dependentCallSeconds: { value: 300, unit: 'seconds', page: rateLimits },

  catalogNameCharacters: { value: 250, unit: 'characters', page: catalogCreate },
  catalogDescriptionCharacters: { value: 250, unit: 'characters', page: catalogCreate },
  catalogFieldNameCharacters: { value: 250, unit: 'characters', page: catalogCreate },
  /** With `id`. */
  catalogFields: { value: 500, unit: 'fields', page: catalogCreate },
  catalogNewFieldsPerRequest: { value: 50, unit: 'fields', page: catalogFields },
  catalogItemsPerRequest: { value: 50, unit: 'items', page: catalogItems },
  catalogItemIdCharacters: { value: 250, unit: 'characters', page: catalogItems },
  /** One item above refuses all fifty of its request. */
  catalogText: { value: 5000, unit: 'characters', page: catalogItems },
  catalogArrayElements: {
    value: 100,
    unit: 'elements',
    page: `${docs}/user_guide/data/activation/catalogs/create`,
  },

  trackRate: { value: 3000, unit: 'requests in three seconds', page: rateLimits },
  /** delete, alias/new, alias/update, identify and merge together. */
  identityRate: { value: 20_000, unit: 'requests a minute', page: rateLimits },
  /** For customers since 2024-08-22. */
  exportRate: { value: 250, unit: 'requests a minute', page: rateLimits },
  catalogItemsRate: { value: 16_000, unit: 'requests a minute', page: rateLimits },
  catalogItemRate: { value: 50, unit: 'requests a minute', page: rateLimits },
  catalogManagementRate: { value: 50, unit: 'requests a minute', page: rateLimits },
  catalogFieldsRate: { value: 50, unit: 'requests a minute', page: rateLimits },
  /** Every endpoint without a limit of its own, per workspace. */
  sharedRate: { value: 250_000, unit: 'requests an hour', page: rateLimits },
} as const satisfies Readonly<Record<string, Limit>>;

/** What a project says about its contract and workspace, as far as it changes a limit. */
export interface WorkspaceCapabilities {
  readonly trackBatch: 'combined' | 'per_array';
  readonly trackMax: number;
  readonly arrayMax: number;
  readonly textUnits: 'utf16' | 'utf8';
  readonly catalogStorageMb: number;
  readonly exportPerMinute: number;
}

/** The limits one workspace has. */
export interface WorkspaceLimits {
  /** Objects in one `/users/track` request: over both arrays, or in each. */
  readonly trackObjects: { readonly count: number; readonly per: 'request' | 'array' };
  /** Length of a text attribute or event property. */
  readonly attributeText: { readonly length: number; readonly units: 'utf16' | 'utf8' };
  readonly attributeArrayElements: number;
  /** Length of a catalog value, in UTF-16 units. */
  readonly catalogText: number;
  readonly catalogArrayElements: number;
  readonly catalogStorageMb: number;
  readonly exportPerMinute: number;
}

/** Braze's numbers with those of the contract put in; a capability never lifts what Braze refuses everybody. */
export function limitsFor(capabilities: WorkspaceCapabilities): WorkspaceLimits {
  return {
    trackObjects: {
      count: Math.min(capabilities.trackMax, limits.trackObjects.value),
      per: capabilities.trackBatch === 'combined' ? 'request' : 'array',
    },
    attributeText: { length: limits.attributeText.value, units: capabilities.textUnits },
    attributeArrayElements: Math.min(capabilities.arrayMax, limits.attributeArrayElements.value),
    catalogText: limits.catalogText.value,
    catalogArrayElements: limits.catalogArrayElements.value,
    catalogStorageMb: capabilities.catalogStorageMb,
    exportPerMinute: capabilities.exportPerMinute,
  };
}
