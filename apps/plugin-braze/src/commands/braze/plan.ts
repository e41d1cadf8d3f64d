import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import { exitCodes } from '../../exit-codes.ts';
import { orgFlags } from '../../flags.ts';
import { planFormats } from '../../plan-formats.ts';
import { reportFlag } from '../../report-flag.ts';
import type { PlanResult } from '../../results/plan.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.plan');

export default class Plan extends BrazeCommand<PlanResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags,
    full: Flags.boolean({ summary: messages.getMessage('flags.full.summary') }),
    'detailed-exitcode': Flags.boolean({ summary: messages.getMessage('flags.detailed-exitcode.summary') }),
    format: Flags.option({
      options: planFormats,
      default: 'text' as const,
      summary: messages.getMessage('flags.format.summary'),
    })(),
    report: reportFlag(planFormats, messages.getMessage('flags.report.summary')),
  };

  public async run(): Promise<PlanResult> {
    const { flags } = await this.parse(Plan);
    const { makePlan } = await import('../../make-plan.ts');
    const { formatPlan, planResultOf } = await import('../../format-plan.ts');
    const { writeReports } = await import('../../report-target.ts');
    const { watched } = await import('../../watched.ts');
    const shown = await watched(
      { title: 'Plan', stages: ['check', 'plan'], jsonEnabled: this.jsonEnabled() },
      (watch) =>
        makePlan(
          {
            environment: flags.environment,
            targetOrg: flags['target-org'],
            projectDir: flags['project-dir'],
            full: flags.full,
            signal: watch.signal,
          },
          watch.display,
        ),
    );
    await writeReports(flags.report ?? [], (format) => formatPlan(format, shown));
    this.log(formatPlan(flags.format, shown));
    if (flags['detailed-exitcode'] && shown.differences) this.endWith(exitCodes.differences);
    return planResultOf(shown);
  }
}
