import type { Environment, Project, Snapshot } from '@sf-braze/mapping-core';
import { describeMapped } from '@sf-braze/sync';
import { connectEnvironment, openSource } from './open-org.ts';
import type { TextFile } from './project-files.ts';

/** The org's schema as it is now, as far as these mappings can depend on it. */
export async function freshSnapshot(
  { limits }: Pick<Project, 'limits'>,
  environment: Environment,
  request: { readonly targetOrg: string | undefined; readonly mappings: readonly TextFile[] },
): Promise<Snapshot> {
  const connection = await connectEnvironment(environment, request.targetOrg);
  const texts = request.mappings.map(({ text }) => text);
  return describeMapped(openSource(connection, limits), texts);
}
