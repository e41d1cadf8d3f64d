import type { StateStoreReference } from './project.ts';
import { secretReference } from './secret-reference.ts';

/** What `state.store` names, or why it cannot be used. */
export type StateStore =
  | { readonly kind: 'store'; readonly store: StateStoreReference }
  | { readonly kind: 'secret' | 'unsupported' };

export function stateStore(text: string): StateStore {
  if (text.startsWith('file://')) return folder(decoded(text.slice('file://'.length)));
  if (text.startsWith('./')) return folder(text);
  const reference = secretReference(text);
  if (reference !== undefined) return { kind: 'store', store: { kind: 'secret', reference } };
  // A database URL holds a password, whether or not it is written out here.
  return { kind: /^postgres(?:ql)?:/i.test(text) ? 'secret' : 'unsupported' };
}

function folder(path: string): StateStore {
  return path === '' || path === './' ? { kind: 'unsupported' } : { kind: 'store', store: { kind: 'folder', path } };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
