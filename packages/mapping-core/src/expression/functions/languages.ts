import { languages } from 'countries-list';

import { folded } from './folded.ts';

/** Withdrawn codes, three-letter codes and names that the list has not. */
const ALIASES: Readonly<Record<string, string>> = {
  ar: 'ara',
  bg: 'bul',
  cs: 'ces, cze, Tschechisch',
  da: 'dan, Dänisch',
  de: 'deu, ger, Allemand, Alemán, Tedesco',
  el: 'ell, gre, Griechisch',
  en: 'eng, Englisch, Anglais, Inglés, Inglese',
  es: 'spa, Castellano, Spanisch, Espagnol',
  et: 'est',
  fi: 'fin, Finnisch',
  fr: 'fra, fre, Französisch, Francés',
  he: 'heb, iw',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun, Ungarisch',
  id: 'ind, in',
  it: 'ita, Italienisch, Italien',
  ja: 'jpn, Japanisch, Japonais',
  ko: 'kor',
  lt: 'lit',
  lv: 'lav',
  nb: 'nob',
  nl: 'nld, dut, Flemish, Niederländisch, Néerlandais',
  no: 'nor, Norwegisch',
  pl: 'pol, Polnisch',
  pt: 'por, Portugiesisch, Portugais',
  ro: 'ron, rum',
  ru: 'rus, Russisch, Russe',
  sk: 'slk, slo',
  sl: 'slv',
  sr: 'srp',
  sv: 'swe, Schwedisch',
  th: 'tha',
  tr: 'tur, Türkisch',
  uk: 'ukr',
  vi: 'vie',
  yi: 'ji',
  zh: 'zho, chi, Mandarin, Cantonese, Chinesisch, Chinois',
};

let index: ReadonlyMap<string, string> | undefined;

/** The ISO 639-1 code of a code with or without region (`en_US`, `pt-BR`), or of an English or native name. */
export function languageCode(name: string): string | undefined {
  index ??= languageIndex();
  return (
    index.get(folded(name)) ??
    index.get(folded(/^([A-Za-z]{2,3})[-_][A-Za-z0-9_-]{2,20}$/.exec(name.trim())?.[1] ?? ''))
  );
}

/** Codes are entered last, so that no name hides one. */
function languageIndex(): ReadonlyMap<string, string> {
  const entries = Object.entries(languages);
  const names = entries.flatMap(([code, { name, native }]) =>
    [...name.split('/'), ...native.split('/'), ...(ALIASES[code]?.split(', ') ?? [])].map(
      (each) => [folded(each), code] as const,
    ),
  );
  return new Map([...names, ...entries.map(([code]) => [code, code] as const)]);
}
