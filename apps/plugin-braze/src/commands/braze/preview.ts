import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import { exitCodes } from '../../exit-codes.ts';
import { orgFlags } from '../../flags.ts';
import type { PreviewResult } from '../../results/preview.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.preview');

export default class Preview extends BrazeCommand<PreviewResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags,
    record: Flags.string({
      exactlyOne: ['record', 'fixture'],
      helpValue: 'ID',
      summary: messages.getMessage('flags.record.summary'),
    }),
    fixture: Flags.file({ exists: true, summary: messages.getMessage('flags.fixture.summary') }),
    'show-values': Flags.boolean({ summary: messages.getMessage('flags.show-values.summary') }),
  };

  public async run(): Promise<PreviewResult> {
    const { flags } = await this.parse(Preview);
    const { previewOfFixture, previewOfRecord } = await import('../../make-preview.ts');
    const { previewText } = await import('../../preview-text.ts');
    const { watched } = await import('../../watched.ts');
    const request = {
      projectDir: flags['project-dir'],
      environment: flags.environment,
      targetOrg: flags['target-org'],
      showValues: this.maySee(flags['show-values']),
    };
    const { record, fixture } = flags;
    const options = { title: 'Preview', stages: ['check'] as const, jsonEnabled: this.jsonEnabled() };
    const result =
      record === undefined
        ? await previewOfFixture(fixture ?? '', request)
        : await watched(options, (watch) => previewOfRecord(record, request, watch));
    this.log(previewText(result));
    if (!result.found) this.endWith(exitCodes.failed);
    return result;
  }

  /** Personal data is for the eyes of the person at the terminal, never for a file or a log. */
  private maySee(asked: boolean): boolean {
    if (!asked) return false;
    if (process.stdout.isTTY && !this.jsonEnabled()) return true;
    this.warn(messages.getMessage('warning.values-hidden'));
    return false;
  }
}
