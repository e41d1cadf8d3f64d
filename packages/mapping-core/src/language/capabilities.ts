import type { Capabilities, Project } from './project.ts';
import type { RawEnvironment } from './schema/project.ts';

type RawCapabilities = RawEnvironment['braze']['capabilities'];

/** What a workspace allows that says nothing about it: the safest of everything. */
export const defaultCapabilities: Capabilities = {
  trackBatch: 'combined',
  trackMax: 75,
  arrayMax: 25,
  textUnits: 'utf16',
  catalogClear: 'put',
  catalogStorageMb: 100,
  exportPerMinute: 250,
  dataObjects: false,
  consistency: 'poll',
};

export function buildCapabilities(raw: RawCapabilities): Capabilities {
  return {
    trackBatch: raw.track_batch,
    trackMax: raw.track_max,
    arrayMax: raw.array_max,
    textUnits: raw.text_units,
    catalogClear: raw.catalog_clear,
    catalogStorageMb: raw.catalog_storage_mb,
    exportPerMinute: raw.export_per_minute,
    dataObjects: raw.data_objects,
    consistency: raw.consistency,
  };
}

/** What holds in every environment of a project: a mapping must fit all of them. */
export function tightestCapabilities(project: Project | undefined): Capabilities {
  const all = project?.environments.map(({ braze }) => braze.capabilities) ?? [];
  return all.length === 0 ? defaultCapabilities : all.reduce(tighter);
}

function tighter(a: Capabilities, b: Capabilities): Capabilities {
  return {
    trackBatch: a.trackBatch === 'combined' ? a.trackBatch : b.trackBatch,
    trackMax: Math.min(a.trackMax, b.trackMax),
    arrayMax: Math.min(a.arrayMax, b.arrayMax),
    // A text never has fewer bytes in UTF-8 than units in UTF-16.
    textUnits: a.textUnits === 'utf8' ? a.textUnits : b.textUnits,
    catalogClear: a.catalogClear === 'put' ? a.catalogClear : b.catalogClear,
    catalogStorageMb: Math.min(a.catalogStorageMb, b.catalogStorageMb),
    exportPerMinute: Math.min(a.exportPerMinute, b.exportPerMinute),
    dataObjects: a.dataObjects && b.dataObjects,
    consistency: slower(a.consistency, b.consistency),
  };
}

function slower(a: Capabilities['consistency'], b: Capabilities['consistency']): Capabilities['consistency'] {
  const order = ['poll', 'wait', 'none'] as const;
  return order.find((way) => way === a || way === b) ?? 'poll';
}
