import { checks } from './checks/all-checks.ts';
import type { CheckContext } from './checks/check.ts';
import { type Diagnostic, diagnostic } from './diagnostics/diagnostic.ts';
import { buildGuards, type Guards } from './language/build-guards.ts';
import { buildMapping } from './language/build-mapping.ts';
import { buildProject } from './language/build-project.ts';
import { tightestCapabilities } from './language/capabilities.ts';
import { effectiveMapping } from './language/effective-mapping.ts';
import { joinMappings, type JoinedMappings } from './language/join-mappings.ts';
import type { Mapping } from './language/mapping.ts';
import { parse, type ParsedFile, type SourceFile } from './language/parse.ts';
import type { Project } from './language/project.ts';
import type { Snapshot } from './salesforce/snapshot.ts';

export interface AnalysisInput {
  readonly project: SourceFile | undefined;
  readonly mappings: readonly SourceFile[];
  /** Without one, nothing is said about fields. */
  readonly snapshot: Snapshot | undefined;
}

export interface Analysis {
  /** Absent when its file has an error. */
  readonly project: Project | undefined;
  /** All mapping files as one. Absent when one of them has an error. */
  readonly mapping: Mapping | undefined;
  /** Who may leave each guarded environment, by name. */
  readonly guards: Guards;
  /** What could be understood, errors or not; absent when nothing could. */
  readonly context: CheckContext | undefined;
  /** Sorted by file and offset, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Used for fields that need it when there is no project file. */
const FORMULA_REFRESH_MINUTES = 24 * 60;

/** Reads and checks a project. The one entry that CLI, editor and CI share: same text, same findings. Never throws. */
export function analyze({ project: projectFile, mappings, snapshot }: AnalysisInput): Analysis {
  const diagnostics: Diagnostic[] = [];
  const parsedProject = projectFile && parse('project', projectFile);
  const built = parsedProject && buildProject(parsedProject);
  diagnostics.push(...(parsedProject?.diagnostics ?? []), ...(built?.diagnostics ?? []));

  const parsed = mappings.map((file) => parse('mapping', file));
  diagnostics.push(...parsed.flatMap((file) => file.diagnostics));
  if (snapshot === undefined) diagnostics.push(snapshotMissing(projectFile ?? mappings[0]));

  const joined = joinMappings(parsed);
  const context = joined && contextOf(joined, { parsedProject, project: built?.project, snapshot }, diagnostics);
  const guarded =
    context &&
    parsedProject &&
    built?.project &&
    buildGuards(parsedProject, built.project, { people: context.mapping.people, snapshot });
  diagnostics.push(...(guarded?.diagnostics ?? []));
  // Whatever refers to a part that could not be read would be reported as well.
  if (context !== undefined && joined?.damaged === false)
    for (const check of checks) diagnostics.push(...check(context));

  const found = inOrder(diagnostics, [projectFile?.file, ...mappings.map(({ file }) => file)]);
  const broken = new Set(found.flatMap(({ severity, file }) => (severity === 'error' ? [file] : [])));
  return {
    project: projectFile !== undefined && broken.has(projectFile.file) ? undefined : built?.project,
    mapping:
      context === undefined || mappings.some(({ file }) => broken.has(file))
        ? undefined
        : effectiveMapping(context.mapping, snapshot),
    guards: guarded?.guards ?? new Map(),
    context,
    diagnostics: found,
  };
}

interface Surroundings {
  readonly parsedProject: ParsedFile | undefined;
  readonly project: Project | undefined;
  readonly snapshot: Snapshot | undefined;
}

function contextOf(
  joined: JoinedMappings,
  { parsedProject, project, snapshot }: Surroundings,
  diagnostics: Diagnostic[],
): CheckContext {
  const formulaRefreshMinutes = project?.schedule.formulaRefreshMinutes ?? FORMULA_REFRESH_MINUTES;
  const built = buildMapping(joined, { snapshot, formulaRefreshMinutes });
  diagnostics.push(...joined.diagnostics, ...built.diagnostics);
  return {
    mapping: built.mapping,
    files: joined.files,
    project,
    projectFile: parsedProject,
    snapshot,
    capabilities: tightestCapabilities(project),
    placeOf: joined.placeOf,
  };
}

function snapshotMissing(about: SourceFile | undefined): Diagnostic {
  return diagnostic('config/snapshot-missing', { file: about?.file ?? '', span: { start: 0, end: 0 } }, {});
}

function identity({ code, file, span, message }: Diagnostic): string {
  return JSON.stringify([code, file, span.start, span.end, message]);
}

/** By file as given, then by offset; what two checks say alike is said once. */
function inOrder(diagnostics: readonly Diagnostic[], files: readonly (string | undefined)[]): readonly Diagnostic[] {
  const distinct = new Map(diagnostics.map((found) => [identity(found), found]));
  return [...distinct.values()].toSorted(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      (a.code < b.code ? -1 : 1),
  );
}
