import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import { exitCodes } from '../../exit-codes.ts';
import { findingFormats } from '../../finding-formats.ts';
import { orgFlags } from '../../flags.ts';
import { reportFlag } from '../../report-flag.ts';
import type { ValidateResult } from '../../results/validate.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.validate');

export default class Validate extends BrazeCommand<ValidateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags,
    org: Flags.boolean({ summary: messages.getMessage('flags.org.summary') }),
    format: Flags.option({
      options: findingFormats,
      default: 'text' as const,
      summary: messages.getMessage('flags.format.summary'),
    })(),
    report: reportFlag(findingFormats, messages.getMessage('flags.report.summary')),
    'max-warnings': Flags.integer({ min: 0, summary: messages.getMessage('flags.max-warnings.summary') }),
  };

  public async run(): Promise<ValidateResult> {
    const { flags } = await this.parse(Validate);
    const { validateProject } = await import('../../validate-project.ts');
    const { result, text, problem } = await validateProject({
      projectDir: flags['project-dir'],
      environment: flags.environment,
      targetOrg: flags['target-org'],
      org: flags.org,
      format: flags.format,
      reports: flags.report ?? [],
    });
    if (problem !== undefined) this.warn(problem);
    this.log(text);
    this.judge(result, flags['max-warnings']);
    return result;
  }

  private judge({ diagnostics }: ValidateResult, maxWarnings: number | undefined): void {
    const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length;
    const tooMany = maxWarnings !== undefined && count('warning') > maxWarnings;
    if (tooMany) this.warn(messages.getMessage('warning.too-many', [count('warning'), maxWarnings]));
    if (tooMany || count('error') > 0) this.endWith(exitCodes.failed);
  }
}
