import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { BrazeCommand } from '../../braze-command.ts';
import type { EmulateResult } from '../../results/emulate.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.emulate');

const MAX_RECORDS = 100_000_000;

export default class Emulate extends BrazeCommand<EmulateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    'port-braze': Flags.integer({
      min: 0,
      max: 65_535,
      default: 0,
      summary: messages.getMessage('flags.port-braze.summary'),
    }),
    'port-salesforce': Flags.integer({
      min: 0,
      max: 65_535,
      default: 0,
      summary: messages.getMessage('flags.port-salesforce.summary'),
    }),
    seed: Flags.directory({ exists: true, summary: messages.getMessage('flags.seed.summary') }),
    records: Flags.integer({ min: 0, max: MAX_RECORDS, summary: messages.getMessage('flags.records.summary') }),
  };

  public async run(): Promise<EmulateResult> {
    const { flags } = await this.parse(Emulate);
    const { startExample } = await import('../../start-example.ts');
    const { ended } = await import('../../ended.ts');
    const end = ended();
    const running = await startExample({
      brazePort: flags['port-braze'],
      salesforcePort: flags['port-salesforce'],
      seed: flags.seed,
      records: flags.records,
    });
    const { addresses } = running;
    // A program that starts this needs the addresses now, not when the command ends.
    if (this.jsonEnabled()) process.stdout.write(`${JSON.stringify(addresses)}\n`);
    else this.log(messages.getMessage('ready', textsOf(addresses)));
    await end;
    await running.close();
    return addresses;
  }

  /** The one line was printed when the emulators were ready. */
  public override logJson(json: unknown): void {
    if (process.exitCode !== undefined && process.exitCode !== 0) super.logJson(json);
  }
}

function textsOf({ braze, salesforce }: EmulateResult): string[] {
  return [braze.url, salesforce.url, braze.apiKey, salesforce.url, salesforce.accessToken, braze.url];
}
