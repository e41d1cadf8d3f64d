import type { SfError } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { presentable } from './to-sf-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;

/** What all our commands share: errors with a code and a next step, exit codes beside 0 and 1, and an orderly end. */
export abstract class BrazeCommand<Result> extends SfCommand<Result> {
  /** The command goes on and gives its result; scripts see this code, in `status` too. */
  protected endWith(exitCode: number): void {
    process.exitCode = exitCode;
  }

  /**
   * `SfCommand` answers signals by throwing in the middle of whatever goes on: its listeners are taken away. Exactly its
   * own: libraries that restore the terminal count theirs, and end the program when one is missing.
   */
  public override async _run<Value>(): Promise<Value> {
    const before = new Map(SIGNALS.map((signal) => [signal, new Set(process.listeners(signal))]));
    // oxlint-disable-next-line no-underscore-dangle -- the name is of SfCommand
    const running = super._run<Value>();
    for (const [signal, known] of before) {
      for (const listener of process.listeners(signal)) {
        if (!known.has(listener)) process.removeListener(signal, listener);
      }
    }
    return running;
  }

  protected override async catch(error: Error | SfError): Promise<never> {
    return super.catch(presentable(error));
  }
}
