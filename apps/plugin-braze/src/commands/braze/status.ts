import { Messages } from '@salesforce/core';
import { BrazeCommand } from '../../braze-command.ts';
import { environmentFlags } from '../../flags.ts';
import type { StatusResult } from '../../results/status.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.status');

export default class Status extends BrazeCommand<StatusResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = { ...environmentFlags };

  public async run(): Promise<StatusResult> {
    const { flags } = await this.parse(Status);
    const { readStatus } = await import('../../read-status.ts');
    const { statusText } = await import('../../status-text.ts');
    const result = await readStatus({ projectDir: flags['project-dir'], environment: flags.environment });
    this.log(statusText(result));
    return result;
  }
}
