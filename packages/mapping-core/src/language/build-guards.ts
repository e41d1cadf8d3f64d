import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression } from '../expression/ir.ts';
import type { Snapshot } from '../salesforce/snapshot.ts';
import type { ParsedFile } from './parse.ts';
import { peopleConditions, type PeopleObject } from './people-conditions.ts';
import type { Project } from './project.ts';

/** Per environment that has `guard.people_where`, per people key whose object has its fields: who may leave. Nobody else may. */
export type Guards = ReadonlyMap<string, ReadonlyMap<string, Expression>>;

export function buildGuards(
  parsed: ParsedFile,
  project: Project,
  { people, snapshot }: { readonly people: readonly PeopleObject[]; readonly snapshot: Snapshot | undefined },
): { readonly guards: Guards; readonly diagnostics: readonly Diagnostic[] } {
  const guards = new Map<string, ReadonlyMap<string, Expression>>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, guard } of project.environments) {
    if (guard.peopleWhere === undefined) continue;
    const path = ['environments', name, 'guard', 'people_where'];
    const source = { text: guard.peopleWhere, file: parsed.file, toFile: parsed.toFile(path), place: path.join('.') };
    const built = peopleConditions(people, snapshot, source);
    guards.set(name, built.conditions);
    diagnostics.push(...built.diagnostics);
  }
  return { guards, diagnostics };
}
