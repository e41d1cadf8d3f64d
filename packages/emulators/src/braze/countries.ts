const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  'u.s.a.': 'US',
  'united states of america': 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  deutschland: 'DE',
};

// Regions that the engine can name and ISO 3166-1 does not list.
const noCountries = new Set(['AC', 'CP', 'CQ', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'XK', 'ZZ']);

let byName: ReadonlyMap<string, string> | undefined;

/** The ISO 3166-1 alpha-2 code for a code or an English name; `undefined` when nothing matches. */
export function toCountryCode(text: string): string | undefined {
  byName ??= listCountries();
  const name = text.trim().toLowerCase();
  return Object.hasOwn(otherNames, name) ? otherNames[name] : byName.get(name);
}

function listCountries(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  const found = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    // A withdrawn code (DD, SU…) is an alias of its successor.
    const isCurrent = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
    const name = isCurrent && !noCountries.has(code) ? names.of(code) : undefined;
    if (name === undefined) continue;
    found.set(code.toLowerCase(), code);
    found.set(name.toLowerCase(), code);
  }
  return found;
}
