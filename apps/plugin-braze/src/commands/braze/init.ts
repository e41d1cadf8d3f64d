import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import type { InitResult } from '../../results/init.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.init');

export default class Init extends BrazeCommand<InitResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    name: Flags.string({ char: 'n', summary: messages.getMessage('flags.name.summary') }),
    'target-org': Flags.string({
      char: 'o',
      aliases: ['from-org'],
      summary: messages.getMessage('flags.target-org.summary'),
    }),
    endpoint: Flags.string({ summary: messages.getMessage('flags.endpoint.summary') }),
    'api-key': Flags.string({ summary: messages.getMessage('flags.api-key.summary') }),
    environment: Flags.string({ char: 'e', summary: messages.getMessage('flags.environment.summary') }),
    template: Flags.option({
      options: ['b2b'] as const,
      default: 'b2b' as const,
      summary: messages.getMessage('flags.template.summary'),
    })(),
    'no-prompt': Flags.boolean({ summary: messages.getMessage('flags.no-prompt.summary') }),
    force: Flags.boolean({ summary: messages.getMessage('flags.force.summary') }),
    'project-dir': Flags.directory({ exists: true, summary: messages.getMessage('flags.project-dir.summary') }),
  };

  public async run(): Promise<InitResult> {
    const { flags } = await this.parse(Init);
    const { initProject } = await import('../../init/init-project.ts');
    const { initText } = await import('../../init/init-text.ts');
    const { canAsk, terminalAsk } = await import('../../init/terminal-ask.ts');
    const result = await initProject({
      name: flags.name,
      targetOrg: flags['target-org'],
      endpoint: flags.endpoint,
      apiKey: flags['api-key'],
      environment: flags.environment,
      projectDir: flags['project-dir'],
      force: flags.force,
      ask: canAsk() && !flags['no-prompt'] && !this.jsonEnabled() ? terminalAsk : undefined,
    });
    this.log(initText(result));
    return result;
  }
}
