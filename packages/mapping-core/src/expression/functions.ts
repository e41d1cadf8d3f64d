import { dateFunctions } from './functions/dates.ts';
import type { FunctionEntry } from './functions/entry.ts';
import { hashFunctions } from './functions/hashing.ts';
import { salesforceFunctions } from './functions/labels.ts';
import { listFunctions } from './functions/lists.ts';
import { numberFunctions } from './functions/numbers.ts';
import { peopleFunctions } from './functions/people.ts';
import { textFunctions } from './functions/text.ts';

/** Every function of the language, by name. The list is fixed. */
export const functions: ReadonlyMap<string, FunctionEntry> = new Map(
  [
    ...textFunctions,
    ...listFunctions,
    ...numberFunctions,
    ...dateFunctions,
    ...peopleFunctions,
    ...salesforceFunctions,
    ...hashFunctions,
  ].map((entry) => [entry.name, entry]),
);
