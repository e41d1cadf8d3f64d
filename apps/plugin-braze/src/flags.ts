import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'shared');

/** Where the project is, and which of its environments is meant. */
export const environmentFlags = {
  environment: Flags.string({ char: 'e', summary: messages.getMessage('flags.environment.summary') }),
  'project-dir': Flags.directory({ exists: true, summary: messages.getMessage('flags.project-dir.summary') }),
};

/**
 * For commands that talk to an org. Not `Flags.requiredOrg`: the project names the org of each environment, and the
 * default org of `sf` must never take its place unasked.
 */
export const orgFlags = {
  'target-org': Flags.string({ char: 'o', summary: messages.getMessage('flags.target-org.summary') }),
  ...environmentFlags,
};
