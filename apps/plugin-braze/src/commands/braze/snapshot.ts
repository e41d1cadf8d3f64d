import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import { exitCodes } from '../../exit-codes.ts';
import { orgFlags } from '../../flags.ts';
import type { SnapshotDifference, SnapshotResult } from '../../results/snapshot.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.snapshot');

export default class Snapshot extends BrazeCommand<SnapshotResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    ...orgFlags,
    check: Flags.boolean({ summary: messages.getMessage('flags.check.summary') }),
  };

  public async run(): Promise<SnapshotResult> {
    const { flags } = await this.parse(Snapshot);
    const { takeSnapshot } = await import('../../take-snapshot.ts');
    const result = await takeSnapshot({
      projectDir: flags['project-dir'],
      environment: flags.environment,
      targetOrg: flags['target-org'],
      check: flags.check,
    });
    this.show(result, flags.check);
    return result;
  }

  private show({ file, objects, fields, differences }: SnapshotResult, check: boolean): void {
    for (const { kind, name, detail } of differences) this.log(`  ${signs[kind]} ${name.padEnd(40)} ${detail}`);
    if (!check) this.log(messages.getMessage('written', [file, objects, fields]));
    else if (differences.length === 0) this.log(messages.getMessage('same', [file]));
    else {
      this.log(messages.getMessage('different', [differences.length, file]));
      this.endWith(exitCodes.differences);
    }
  }
}

const signs: Readonly<Record<SnapshotDifference['kind'], string>> = {
  added: '+',
  removed: '-',
  retyped: '~',
  picklist: '~',
  switch: '~',
  org: '~',
  currency: '~',
};
