import { type Environment, type Mapping, type Project } from '@sf-braze/mapping-core';
import { findingsError, hasErrors, reportOf } from './findings.ts';
import { analyzeFiles, environmentOf, type ProjectFiles, readProjectFiles } from './project-files.ts';
import { requireProject } from './require-project.ts';

/** A project whose files have no error that shows without an org. */
export interface RunnableProject {
  readonly files: ProjectFiles;
  readonly project: Project;
  readonly mapping: Mapping;
  readonly environment: Environment;
}

/** Fails with the first error of the files, before anybody is asked anything. */
export async function runnableProject(
  projectDir: string | undefined,
  environmentName: string | undefined,
): Promise<RunnableProject> {
  const files = await readProjectFiles(projectDir);
  const project = requireProject(files);
  const environment = environmentOf(project, environmentName);
  // The org itself is the judge of its fields: an old snapshot may be wrong about them.
  const { context, diagnostics } = analyzeFiles({ ...files, snapshot: undefined });
  if (context === undefined || hasErrors(diagnostics)) throw findingsError(reportOf(files, diagnostics));
  return { files, project, mapping: context.mapping, environment };
}
