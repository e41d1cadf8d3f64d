import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

import type { EvaluationRun } from '../evaluation.ts';
import { ofText } from './compile.ts';
import { countryCode } from './countries.ts';
import type { FunctionEntry } from './entry.ts';
import { folded } from './folded.ts';
import { languageCode } from './languages.ts';
import { text } from './parameters.ts';

const GENDERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    M: 'm, male, man, männlich, mann, homme, masculin, hombre, masculino',
    F: 'f, female, woman, w, weiblich, frau, femme, féminin, mujer, femenino',
    O: 'o, other, non-binary, nonbinary, divers, diverse, not listed, another',
    N: 'n, not applicable, n/a',
    P: 'p, prefer not to say, prefer not to disclose, decline to state',
  }).flatMap(([code, names]) => names.split(', ').map((name) => [folded(name), code] as const)),
);

/** Longest text that can hold a phone number with an extension. */
const MAX_PHONE = 60;

/** Functions that bring what people write about themselves into the form that Braze reads. */
export const peopleFunctions: readonly FunctionEntry[] = [
  {
    name: 'phone',
    parameters: [
      text,
      {
        name: 'country',
        types: ['string'],
        optional: true,
        refuses: (literal) => (typeof literal === 'string' && countryCode(literal) === undefined ? {} : undefined),
      },
    ],
    result: 'string',
    nullable: true,
    sql: 'none',
    doc: 'A phone number in E.164 form; blank when it is not possible. A blank or unknown country means that only the international form is read.',
    example: { text: "phone('(212) 555-0143', 'US')", result: '+12125550143' },
    compile:
      ([number, country]) =>
      (row, run) => {
        const written = number?.(row, run);
        const name = country?.(row, run);
        return typeof written === 'string' ? internationalForm(written, name, run) : null;
      },
  },
  {
    name: 'country',
    parameters: [text],
    result: 'string',
    nullable: true,
    sql: 'lookup',
    doc: 'The ISO code of a country: from codes of two or three letters, English and native names, and common others.',
    example: { text: "country('Deutschland')", result: 'DE' },
    compile: ofText((name, run) => {
      const code = countryCode(name);
      if (code === undefined) run.report('record/country-unknown', {});
      return code ?? null;
    }),
  },
  {
    name: 'language',
    parameters: [text],
    result: 'string',
    nullable: true,
    sql: 'lookup',
    doc: 'The ISO 639-1 code of a language or locale.',
    example: { text: "language('en_US')", result: 'en' },
    compile: ofText((name, run) => {
      const code = languageCode(name);
      if (code === undefined) run.report('record/language-unknown', {});
      return code ?? null;
    }),
  },
  {
    name: 'gender',
    parameters: [text],
    result: 'string',
    nullable: true,
    sql: 'lookup',
    doc: 'One of `M F O N P` (male, female, other, not applicable, prefer not to say).',
    example: { text: "gender('Female')", result: 'F' },
    compile: ofText((name, run) => {
      const code = GENDERS.get(folded(name));
      if (code === undefined) run.report('record/gender-unknown', {});
      return code ?? null;
    }),
  },
];

function internationalForm(written: string, name: unknown, run: EvaluationRun): string | null {
  const code = typeof name === 'string' ? countryCode(name) : undefined;
  const defaultCountry: CountryCode | undefined = code !== undefined && isSupportedCountry(code) ? code : undefined;
  const number =
    written.length > MAX_PHONE
      ? undefined
      : parsePhoneNumberFromString(written, { ...(defaultCountry && { defaultCountry }), extract: false });
  if (number?.isPossible() === true) return number.number;
  run.report('record/phone-not-possible', { country: defaultCountry ?? 'the international form' });
  return null;
}
