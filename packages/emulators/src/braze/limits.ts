/**
 * Braze's documented limits, by the pages under https://www.braze.com/docs that state them.
 * Sizes given there in MB and KB are read as MiB and KiB.
 */
export const limits = {
  /** https://www.braze.com/docs/api/api_limits */
  requestBytes: 4 * 1024 * 1024,
  idsPerRequest: 50,
  /** https://www.braze.com/docs/api/endpoints/user_data/post_user_track */
  trackObjects: 75,
  externalIdBytes: 987,
  /** https://www.braze.com/docs/api/endpoints/user_data/post_user_track_bulk */
  bulkObjects: 1000,
  bulkObjectsPerUser: 100,
  bulkBytes: 2 * 1024 * 1024,
  /** https://www.braze.com/docs/api/objects_filters/user_alias_object */
  aliasBytes: 236,
  /** https://www.braze.com/docs/user_guide/data/activation/custom_data/data_types */
  text: 255,
  nestedBytes: 102_400,
  yearMax: 3000,
  /** https://www.braze.com/docs/api/objects_filters/event_object */
  properties: 256,
  propertiesBytes: 102_400,
  purchasePropertiesBytes: 51_200,
  purchaseQuantity: 100,
  /** https://www.braze.com/docs/api/endpoints/export/user_data/post_users_identifier */
  exportDays: 90,
  /** https://www.braze.com/docs/api/endpoints/catalogs */
  catalogName: 250,
  catalogDescription: 250,
  catalogFields: 500,
  catalogFieldsPerRequest: 50,
  catalogItemsPerRequest: 50,
  catalogItemId: 250,
  catalogValue: 5000,
  catalogNesting: 50,
  catalogArray: 100,
  catalogPage: 50,
  selections: 30,
  selectionFilters: 4,
  selectionResults: 50,
  cdiPage: 10,
  attributesPage: 50,
  eventsPage: 250,
} as const;
