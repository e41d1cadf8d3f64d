import { basename } from 'node:path';
import { endpointKind } from '@sf-braze/mapping-core';
import { Messages } from '@salesforce/core';
import type { Question } from './ask-question.ts';
import { brazeClusters } from './braze-clusters.ts';
import { readEndpoint, readKeyReference, readOrg, readSlug } from './read-answer.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.init');

/** What the project is called; the folder's name fits most of the time. */
export function nameQuestion(folder: string): Question {
  const slug = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return { flag: 'name', text: messages.getMessage('question.name'), fallback: slug || 'braze', read: readSlug };
}

export function orgQuestion(defaultOrg: string | undefined): Question {
  return { flag: 'target-org', text: messages.getMessage('question.target-org'), fallback: defaultOrg, read: readOrg };
}

export function endpointQuestion(): Question {
  const clusters = brazeClusters.map(({ instance, endpoint }) => `  ${instance}  ${endpoint}`).join('\n');
  const text = messages.getMessage('question.endpoint', [clusters]);
  return { flag: 'endpoint', text, fallback: undefined, read: readEndpoint };
}

export function keyQuestion(): Question {
  const text = messages.getMessage('question.api-key');
  return { flag: 'api-key', text, fallback: 'env:BRAZE_API_KEY', read: readKeyReference };
}

/** What the org and the endpoint are usually called. */
export function environmentQuestion(endpoint: string, sandbox: boolean): Question {
  const usual = sandbox ? 'sandbox' : 'production';
  const fallback = endpointKind(endpoint) === 'emulator' ? 'local' : usual;
  return { flag: 'environment', text: messages.getMessage('question.environment'), fallback, read: readSlug };
}
