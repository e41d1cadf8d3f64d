import { Messages } from '@salesforce/core';
import { Args } from '@oclif/core';
import { BrazeCommand } from '../../../braze-command.ts';
import type { SecretSetResult } from '../../../results/secret-set.ts';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-braze', 'braze.secret.set');

export default class SecretSet extends BrazeCommand<SecretSetResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly args = {
    name: Args.string({ required: true, description: messages.getMessage('args.name.description') }),
  };

  public async run(): Promise<SecretSetResult> {
    const { args } = await this.parse(SecretSet);
    const { readSecretInput } = await import('../../../read-secret-input.ts');
    const { writeKeychain } = await import('../../../credentials.ts');
    const secret = await readSecretInput(process.stdin, () =>
      this.secretPrompt({ message: messages.getMessage('question', [args.name]) }),
    );
    await writeKeychain(args.name, secret);
    const reference = `keychain:${args.name}`;
    this.log(messages.getMessage('kept', [reference]));
    return { name: args.name, reference };
  }
}
