import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { Environment, SecretReference } from '../language/project.ts';
import type { CheckContext } from './check.ts';

/** One key per environment: what leaks in one place opens one place. */
export function* checkSecrets({ project, projectFile }: CheckContext): Iterable<Diagnostic> {
  if (project === undefined || projectFile === undefined) return;
  const { file } = projectFile;
  const users = new Map<string, Use>();
  for (const use of project.environments.flatMap(keysOf)) {
    const id = referenceText(use.reference);
    const first = users.get(id);
    const related = { file, span: projectFile.spanOf((first ?? use).path) };
    if (first === undefined) users.set(id, use);
    else if (first.environment !== use.environment)
      yield diagnostic(
        'security/key-shared',
        { file, span: projectFile.spanOf(use.path) },
        { first: first.environment, second: use.environment },
        { related },
      );
  }
}

interface Use {
  readonly environment: string;
  readonly path: readonly string[];
  readonly reference: SecretReference;
}

function keysOf({ name, braze: { apiKey, eraseApiKey } }: Environment): readonly Use[] {
  const use = (key: string, reference: SecretReference | undefined): readonly Use[] =>
    reference === undefined ? [] : [{ environment: name, path: ['environments', name, 'braze', key], reference }];
  return [...use('api_key', apiKey), ...use('erase_api_key', eraseApiKey)];
}

function referenceText(reference: SecretReference): string {
  switch (reference.kind) {
    case 'env':
    case 'keychain':
      return `${reference.kind}:${reference.name}`;
    case 'file':
      return `file:${reference.path}`;
  }
}
