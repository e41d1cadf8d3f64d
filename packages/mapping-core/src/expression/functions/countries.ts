import { countries, getCountryData, type TCountryCode } from 'countries-list';

import { folded } from './folded.ts';

/** Names the list has not: former, informal and further native ones, and those of the large trading languages. */
const ALIASES: Readonly<Record<string, string>> = {
  AE: 'UAE, United Arab Emirates, VAE, Vereinigte Arabische Emirate',
  AT: 'Autriche, Oostenrijk',
  BE: 'België, Belgique, Belgien, Bélgica',
  BO: 'Bolivia Plurinational State of',
  BR: 'Brasilien, Brésil, Brasil',
  CA: 'Kanada, Canadá',
  CH: 'Schweiz, Suisse, Svizzera, Svizra, Suiza',
  CN: 'China, PRC, People’s Republic of China, Mainland China, Chine',
  CZ: 'Czechia, Czech Rep, Tschechien, Tchéquie, Česko',
  DE: 'Allemagne, Alemania, Duitsland, Federal Republic of Germany, BRD',
  DK: 'Dänemark, Danemark, Danmark',
  ES: 'Espagne, Spanien, Spanje',
  FI: 'Finnland, Finlande',
  FR: 'Frankreich, Francia, Frankrijk',
  GB: 'England, Scotland, Wales, Northern Ireland, U.K., Great Britain, Vereinigtes Königreich, Großbritannien, Royaume-Uni, Reino Unido, United Kingdom of Great Britain and Northern Ireland',
  GR: 'Griechenland, Grèce, Hellas',
  HU: 'Ungarn, Hongrie',
  IE: 'Irland, Irlande, Republic of Ireland, Eire',
  IN: 'Indien, Inde, Bharat',
  IR: 'Iran Islamic Republic of',
  IT: 'Italien, Italie, Italië',
  JP: 'Japon, Nippon',
  KP: 'Korea Democratic People’s Republic of',
  KR: 'Korea, Korea Republic of, South Korea, Südkorea',
  LA: 'Lao People’s Democratic Republic',
  LU: 'Luxemburg, Luxembourg',
  MD: 'Moldova Republic of',
  MX: 'Mexiko, Mexique, México',
  NL: 'Niederlande, Pays-Bas, The Netherlands, Países Bajos, Holland, Holanda',
  NO: 'Norwegen, Norvège, Noreg',
  PL: 'Polen, Pologne',
  PS: 'Palestine, State of Palestine',
  PT: 'Portugal',
  RO: 'Rumänien, Roumanie',
  RU: 'Russland, Russie, Russia',
  SE: 'Schweden, Suède, Suecia',
  TR: 'Türkei, Turquie, Türkiye',
  TW: 'Taiwan, Taiwan Province of China',
  TZ: 'Tanzania, Tanzania United Republic of',
  US: 'USA, U.S.A., U.S., United States of America, America, Vereinigte Staaten, Vereinigte Staaten von Amerika, États-Unis, Estados Unidos, Stati Uniti',
  VE: 'Venezuela Bolivarian Republic of',
  VN: 'Viet Nam, Vietnam',
  ZA: 'Südafrika, Afrique du Sud, RSA',
};

/** Reserved for postal use: no ISO 3166-1 country. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['AC', 'TA']);

let index: ReadonlyMap<string, TCountryCode> | undefined;

/** The ISO 3166-1 alpha-2 code of a code (two or three letters), an English or native name, or a common other name. */
export function countryCode(name: string): TCountryCode | undefined {
  index ??= countryIndex();
  const key = folded(name);
  return index.get(key) ?? index.get(key.replace(/^the /, ''));
}

/** Codes are entered last, so that no name hides one. */
function countryIndex(): ReadonlyMap<string, TCountryCode> {
  const codes = (Object.keys(countries) as TCountryCode[]).filter((code) => !NO_COUNTRY.has(code));
  const names = codes.flatMap((code) => namesOf(code).map((name) => [folded(name), code] as const));
  const threeLetters = codes.map((code) => [getCountryData(code).iso3.toLowerCase(), code] as const);
  const twoLetters = codes.map((code) => [code.toLowerCase(), code] as const);
  return new Map([...names, ...threeLetters, ...twoLetters]);
}

function namesOf(code: TCountryCode): readonly string[] {
  const { name, native, alias = [] } = countries[code];
  return [...alias, name, native, ...(ALIASES[code]?.split(', ') ?? [])];
}
