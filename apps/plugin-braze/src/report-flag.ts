import { SfError } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import type { ReportTarget } from './report-target.ts';

/** `--report FORMAT=FILE`, repeatable. */
export function reportFlag<Format extends string>(
  formats: readonly Format[],
  summary: string,
): ReturnType<typeof flagOf<Format>> {
  return flagOf(formats, summary);
}

function flagOf<Format extends string>(formats: readonly Format[], summary: string) {
  return Flags.custom<ReportTarget<Format>>({
    summary,
    helpValue: 'FORMAT=FILE',
    multiple: true,
    // oxlint-disable-next-line typescript/require-await -- oclif wants a promise
    parse: async (input) => parseTarget(input, formats),
  })();
}

function parseTarget<Format extends string>(input: string, formats: readonly Format[]): ReportTarget<Format> {
  const equals = input.indexOf('=');
  const format = formats.find((one) => one === input.slice(0, equals));
  const file = input.slice(equals + 1);
  if (equals > 0 && format !== undefined && file !== '') return { format, file };
  throw new SfError(
    `\`--report ${input}\` is not FORMAT=FILE.`,
    'ReportFlagInvalid',
    [`Possible formats: ${formats.join(', ')}. For example \`--report ${formats[0] ?? ''}=report.txt\`.`],
    2,
  );
}
