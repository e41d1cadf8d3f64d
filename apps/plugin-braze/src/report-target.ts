import { writeWholeFile } from './write-file.ts';

/** A report to write beside what stdout shows. */
export interface ReportTarget<Format extends string> {
  readonly format: Format;
  readonly file: string;
}

/** Writes every report that was asked for. */
export async function writeReports<Format extends string>(
  targets: readonly ReportTarget<Format>[],
  textOf: (format: Format) => string,
): Promise<void> {
  for (const { format, file } of targets) await writeWholeFile(file, `${textOf(format)}\n`);
}
