import type { Project } from '@sf-braze/mapping-core';
import { findingsError, reportOf } from './findings.ts';
import { analyzeFiles, type ProjectFiles } from './project-files.ts';

/** The checked project file, whatever state the mappings are in. Fails with its first error. */
export function requireProject(files: ProjectFiles): Project {
  const { project, diagnostics } = analyzeFiles(files);
  if (project !== undefined) return project;
  const own = diagnostics.filter(({ file }) => file === files.project.file);
  throw findingsError(reportOf(files, own));
}
