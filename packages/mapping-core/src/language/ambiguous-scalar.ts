const ambiguities: readonly (readonly [pattern: RegExp, other: string])[] = [
  [/^(?:y|yes|on|n|no|off)$/i, 'boolean'],
  [/^[-+]?0[0-9_]+$/, 'octal number'],
  [/^[-+]?0b[01_]+$/, 'binary number'],
  [/^0o[0-7]+$/, 'text'],
  [/^[-+]?[0-9]+(?:\.[0-9]*)?[eE][0-9]+$/, 'text'],
  [/^[-+]?[0-9]+[eE][-+][0-9]+$/, 'text'],
  [/^[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?$/, 'number in base 60'],
  [/^[-+]?[1-9][0-9]*_[0-9_]*$/, 'number'],
  [/^[-+]?[1-9][0-9]{15,}$/, 'rounded number'],
];

/** What a YAML 1.1 reader (https://yaml.org/type/) makes of an unquoted scalar, where that differs from YAML 1.2. */
export function otherReading(plain: string): string | undefined {
  if (plain.length > 64) return undefined;
  const found = ambiguities.find(([pattern]) => pattern.test(plain));
  return found?.[1];
}
