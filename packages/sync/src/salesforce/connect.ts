import type { Connection } from '@salesforce/core';

/**
 * Signs in to an org of the `sf` CLI, or to its default org. `apiVersion` like `67.0`; else the newest the org has.
 * Fails with the errors of @salesforce/core (`NamedOrgNotFoundError`, …), which name the next step.
 */
export async function connectOrg(
  aliasOrUsername: string | undefined,
  apiVersion: string | undefined,
): Promise<Connection> {
  // Loaded when needed: it takes some 0.4 s.
  const { Org } = await import('@salesforce/core');
  const org = await Org.create(aliasOrUsername === undefined ? {} : { aliasOrUsername });
  return org.getConnection(apiVersion);
}
