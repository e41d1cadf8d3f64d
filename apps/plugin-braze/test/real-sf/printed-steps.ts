/** What `sf braze emulate` tells people to type into another terminal. */
export interface PrintedSteps {
  readonly variables: NodeJS.ProcessEnv;
  /** Each as the arguments of `sf`. */
  readonly commands: readonly (readonly string[])[];
}

/** Reads the lines `  export NAME='value'` and `  sf …`, as a shell would. */
export function printedSteps(text: string): PrintedSteps {
  const exported = [...text.matchAll(/^ {2}export (?<name>\w+)='(?<value>[^']*)'$/gm)];
  const variables: Readonly<Record<string, string>> = Object.fromEntries(
    exported.map(({ groups }) => [groups?.['name'] ?? '', groups?.['value'] ?? '']),
  );
  const typed = [...text.matchAll(/^ {2}sf (?<args>.+)$/gm)].map(({ groups }) => groups?.['args'] ?? '');
  const expand = (word: string): string => variables[/^"\$(?<name>\w+)"$/.exec(word)?.groups?.['name'] ?? ''] ?? word;
  return { variables, commands: typed.map((line) => line.split(' ').map(expand)) };
}
