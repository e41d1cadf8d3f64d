import { Messages } from '@salesforce/core';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import { parseDuration } from '../../duration-flag.ts';
import { exitCodes } from '../../exit-codes.ts';
import { orgFlags } from '../../flags.ts';
import type { SyncCommandResult } from '../../results/sync.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.sync');

export default class Sync extends BrazeCommand<SyncCommandResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override readonly envVariablesSection = toHelpSection('ENVIRONMENT VARIABLES', {
    SF_BRAZE_APPROVED_ENVIRONMENT: messages.getMessage('variable.approved'),
  });
  public static override readonly errorCodes = toHelpSection('EXIT CODES', {
    0: messages.getMessage('exit.0'),
    1: messages.getMessage('exit.1'),
    68: messages.getMessage('exit.68'),
    69: messages.getMessage('exit.69'),
    130: messages.getMessage('exit.130'),
  });

  public static override readonly flags = {
    ...orgFlags,
    approve: Flags.string({ helpValue: 'PLAN', summary: messages.getMessage('flags.approve.summary') }),
    confirm: Flags.string({ helpValue: 'ENVIRONMENT', summary: messages.getMessage('flags.confirm.summary') }),
    full: Flags.boolean({ summary: messages.getMessage('flags.full.summary') }),
    deadline: Flags.custom<number>({
      helpValue: '25m',
      summary: messages.getMessage('flags.deadline.summary'),
      // oxlint-disable-next-line typescript/require-await -- oclif wants a promise
      parse: async (input) => parseDuration(input),
    })(),
  };

  public async run(): Promise<SyncCommandResult> {
    const { flags } = await this.parse(Sync);
    const { carryOut } = await import('../../carry-out.ts');
    const { watched } = await import('../../watched.ts');
    const { runStages } = await import('@sf-braze/sync');
    const options = {
      title: 'Sync',
      stages: runStages,
      jsonEnabled: this.jsonEnabled(),
      deadlineMs: flags.deadline,
      onStop: (reason: string) => {
        this.logToStderr(messages.getMessage(`stopping.${reason}`));
      },
    };
    const request = {
      environment: flags.environment,
      targetOrg: flags['target-org'],
      projectDir: flags['project-dir'],
      approve: flags.approve,
      confirm: flags.confirm,
      full: flags.full,
    };
    const { text, ending } = await watched(
      options,
      (watch) => carryOut(request, watch),
      (result) => result.ending.kind === 'result',
    );
    this.log(text);
    if (ending.kind === 'error') throw ending.error;
    if (ending.result.run.outcome === 'partial') this.endWith(exitCodes.partial);
    return ending.result;
  }
}
