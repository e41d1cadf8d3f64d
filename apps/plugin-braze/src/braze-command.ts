import type { SfError } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { presentable } from './to-sf-error.ts';

/** What all our commands share: errors with a code and a next step, and exit codes beside 0 and 1. */
export abstract class BrazeCommand<Result> extends SfCommand<Result> {
  /** The command goes on and gives its result; scripts see this code, in `status` too. */
  protected endWith(exitCode: number): void {
    process.exitCode = exitCode;
  }

  protected override async catch(error: Error | SfError): Promise<never> {
    return super.catch(presentable(error));
  }
}
