/** What scripts of users depend on: ids, flags, their letters and aliases. A change here is a change for them. */
interface SnapshotEntry {
  readonly command: string;
  readonly plugin: string;
  readonly alias: readonly string[];
  readonly args: readonly string[];
  readonly flags: readonly string[];
  readonly flagAliases: readonly string[];
  readonly flagChars: readonly string[];
}

/** `oclif.manifest.json`, as far as it matters here. */
export interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly id: string;
        readonly pluginName: string;
        readonly aliases: readonly string[];
        readonly args: Readonly<Record<string, unknown>>;
        readonly flags: Readonly<Record<string, { readonly char?: string; readonly aliases?: readonly string[] }>>;
      }
    >
  >;
}

function commandSnapshot({ commands }: Manifest): readonly SnapshotEntry[] {
  return Object.values(commands)
    .map(({ id, pluginName, aliases, args, flags }) => ({
      command: id,
      plugin: pluginName,
      alias: aliases,
      args: Object.keys(args).toSorted(),
      flags: Object.keys(flags).toSorted(),
      flagAliases: Object.values(flags)
        .flatMap((flag) => flag.aliases ?? [])
        .toSorted(),
      flagChars: Object.values(flags)
        .flatMap(({ char }) => char ?? [])
        .toSorted(),
    }))
    .toSorted((a, b) => (a.command < b.command ? -1 : 1));
}

export function snapshotText(manifest: Manifest): string {
  return `${JSON.stringify(commandSnapshot(manifest), undefined, 2)}\n`;
}
