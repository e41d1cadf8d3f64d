import { join, resolve } from 'node:path';
import { diagnosticObjects, endpointKind, type Environment, serializeSnapshot } from '@sf-braze/mapping-core';
import { countDestinations } from '../count-destinations.ts';
import { findingsError, hasErrors, reportOf } from '../findings.ts';
import { commandLine, syncCommand } from '../next-command.ts';
import {
  analyzeFiles,
  environmentOf,
  PROJECT_FILE,
  type ProjectFiles,
  shownPath,
  SNAPSHOT_FILE,
} from '../project-files.ts';
import type { InitResult } from '../results/init.ts';
import { answerOf, answersMissing, type Ask, type Question } from './ask-question.ts';
import { type ProjectAnswers, projectText } from './project-text.ts';
import { endpointQuestion, environmentQuestion, keyQuestion, nameQuestion, orgQuestion } from './questions.ts';
import { defaultOrg, type MadeMapping, makeMapping, openOrg } from './read-org.ts';
import { refuseExisting, writeProject } from './write-project.ts';

/** What was said by flags; the rest is asked for, or taken by default. */
export interface InitRequest {
  readonly name: string | undefined;
  readonly targetOrg: string | undefined;
  readonly endpoint: string | undefined;
  readonly apiKey: string | undefined;
  readonly environment: string | undefined;
  readonly projectDir: string | undefined;
  /** Replaces files that are there. */
  readonly force: boolean;
  /** Absent when nobody can be asked. */
  readonly ask: Ask | undefined;
}

const MAPPING_FILE = join('mappings', 'b2b.braze.yaml');
const FILES = [PROJECT_FILE, MAPPING_FILE, SNAPSHOT_FILE];

/** Makes a project for an org and writes it, or fails and leaves everything as it was. */
export async function initProject(request: InitRequest): Promise<InitResult> {
  const folder = resolve(request.projectDir ?? process.cwd());
  if (!request.force) await refuseExisting(folder, FILES);
  const usual = request.targetOrg === undefined ? await defaultOrg() : undefined;
  checkGiven(request, folder, usual);
  const name = await answerOf(nameQuestion(folder), request.name, request.ask);
  const orgName = await answerOf(orgQuestion(usual), request.targetOrg ?? usual, request.ask);
  const org = await openOrg(orgName);
  const endpoint = await answerOf(endpointQuestion(), request.endpoint, request.ask);
  const apiKey = await answerOf(keyQuestion(), request.apiKey, request.ask);
  const { sandbox, username } = org.identity;
  const environment = await answerOf(environmentQuestion(endpoint, sandbox), request.environment, request.ask);
  const byToken = orgName.includes('!');
  const answers = {
    name,
    environment,
    endpoint,
    apiKey,
    org: byToken ? username : orgName,
    guarded: !sandbox && endpointKind(endpoint) === 'braze',
  };
  const made = await makeMapping(org);
  const files = projectFiles(folder, answers, made);
  const checked = checkFiles(files, environment);
  const called = {
    environment: undefined,
    targetOrg: byToken ? orgName : undefined,
    projectDir: request.projectDir,
  };
  const written = await writeProject(folder, [
    { path: PROJECT_FILE, text: files.project.text },
    { path: MAPPING_FILE, text: made.mapping },
    { path: SNAPSHOT_FILE, text: serializeSnapshot(made.snapshot) },
  ]);
  return {
    name,
    environment,
    org: { id: made.snapshot.org.id, username, sandbox, switches: { ...made.snapshot.switches } },
    files: [...written],
    diagnostics: checked.diagnostics,
    destinations: checked.destinations,
    next: [
      commandLine('validate', { ...called, targetOrg: undefined }),
      commandLine('plan', called),
      syncCommand(called, checked.environment, '<plan id>'),
    ],
  };
}

/** What can be said without asking anybody: wrong flags, and everything that is missing at once. */
function checkGiven({ ask, ...given }: InitRequest, folder: string, usualOrg: string | undefined): void {
  const questions: readonly (readonly [Question, string | undefined])[] = [
    [nameQuestion(folder), given.name],
    [orgQuestion(usualOrg), given.targetOrg],
    [endpointQuestion(), given.endpoint],
    [keyQuestion(), given.apiKey],
    [environmentQuestion('', true), given.environment],
  ];
  for (const [{ read }, text] of questions) if (text !== undefined) read(text);
  const missing = questions.filter(([{ fallback }, text]) => text === undefined && fallback === undefined);
  if (ask === undefined && missing.length > 0) throw answersMissing(missing.map(([{ flag }]) => flag));
}

function projectFiles(folder: string, answers: ProjectAnswers, { mapping, snapshot }: MadeMapping): ProjectFiles {
  return {
    folder,
    project: { file: shownPath(join(folder, PROJECT_FILE)), text: projectText(answers, snapshot) },
    mappings: [{ file: shownPath(join(folder, MAPPING_FILE)), text: mapping }],
    snapshot,
    snapshotProblem: undefined,
    unmatched: [],
  };
}

interface CheckedFiles extends Pick<InitResult, 'diagnostics' | 'destinations'> {
  readonly environment: Environment;
}

/** Files are written only when they are right. */
function checkFiles(files: ProjectFiles, environmentName: string): CheckedFiles {
  const { context, project, diagnostics } = analyzeFiles(files);
  const report = reportOf(files, diagnostics);
  if (context === undefined || project === undefined || hasErrors(diagnostics)) throw findingsError(report);
  return {
    diagnostics: [...diagnosticObjects(report)],
    destinations: countDestinations(context.mapping),
    environment: environmentOf(project, environmentName),
  };
}
