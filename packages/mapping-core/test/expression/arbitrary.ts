import * as fc from 'fast-check';

import { printText } from '../../src/expression/print.ts';
import type { RecordValue } from '../../src/salesforce/record.ts';

/** Texts that differ by case, hold wildcards and quotes, or cannot be sent. */
const texts = fc.constantFrom(
  'open',
  'OPEN',
  'Open',
  '',
  ' open',
  '%',
  '_',
  'a%b',
  'a_b',
  'axb',
  String.raw`a\b`,
  '\\',
  "it's",
  "' OR Id != null",
  'a;b',
  'ß',
  'é',
  '😀',
  '\uD800',
  '\0',
  'a\nb',
  'EMEA',
  'emea',
);
const numbers = fc.constantFrom(0, 1, 5, 5.5, -5, 1e21, 1e-7, 1234567890123456);
const days = fc.constantFrom('1990-06-15', '2026-01-01', '1600-01-01', '2026-01-02');
const instants = fc.constantFrom('2026-01-01T10:00:00.000Z', '2026-01-01T11:00:00.000Z');

const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 4, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) });

/** A contact with the fields that `conditions` names. Blank text is no value that Salesforce stores. */
export const contacts: fc.Arbitrary<Readonly<Record<string, RecordValue>>> = fc.record({
  Title: orNull(texts.filter((text) => text !== '')),
  LeadSource: orNull(texts.filter((text) => text !== '')),
  'Account.Industry': orNull(texts.filter((text) => text !== '')),
  Score__c: orNull(numbers),
  Seats__c: orNull(fc.constantFrom(0, 1, 5, -5)),
  Amount: orNull(numbers),
  Birthdate: orNull(days),
  Last_Seen__c: orNull(instants),
  Vip__c: fc.boolean(),
  'Account.IsPartner': orNull(fc.boolean()),
  AccountId: orNull(fc.constantFrom('0015g00000AcD1eAAF', '0015g00000AcZ2fAAF')),
  Regions__c: orNull(
    fc.uniqueArray(
      texts.filter((text) => text !== '' && !text.includes(';')),
      { maxLength: 3 },
    ),
  ),
});

const text = fc.constantFrom('Title', 'LeadSource', 'Account.Industry');
const number = fc.constantFrom('Score__c', 'Seats__c', 'Amount');
const flag = fc.constantFrom('Vip__c', 'Account.IsPartner');
const order = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const equality = fc.constantFrom('==', '!=');
const quoted = texts.map(printText);

const join = (...parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((all) => all.join(' '));

const atoms = fc.oneof(
  join(text, equality, quoted),
  join(quoted, equality, text),
  join(text, equality, text),
  join(text, equality, 'null'),
  join(text, 'in [', quoted, ',', quoted, ']'),
  join(fc.constantFrom('startsWith(', 'endsWith(', 'contains('), text, ',', quoted, ')'),
  join('lower(', text, ')', equality, quoted),
  join(quoted, 'in Regions__c'),
  join('contains(Regions__c,', quoted, ')'),
  join('Regions__c', equality, 'null'),
  join(number, order, numbers.map(String)),
  join(numbers.map(String), order, number),
  join(number, '+ 1', order, number),
  join(number, 'in [', numbers.map(String), ', 5 ]'),
  join(
    'Birthdate',
    order,
    days.map((day) => `date('${day}')`),
  ),
  join('Last_Seen__c', order, fc.constant("at('2026-01-01T11:00', 'Europe/Berlin')")),
  join('AccountId', equality, "'0015g00000AcD1e'"),
  join(flag, equality, fc.constantFrom('true', 'false')),
  join(flag, equality, 'null'),
  flag,
  fc.constantFrom('true', 'false', '1 == 2', 'IsPersonAccount == false'),
);

/** Conditions that check without errors on a contact of the test's org. */
export const conditions: fc.Arbitrary<string> = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atoms,
    join('(', tie('condition'), fc.constantFrom('&&', '||'), tie('condition'), ')'),
    join('!(', tie('condition'), ')'),
    join('(', tie('condition'), '?', tie('condition'), ':', tie('condition'), ')'),
  ),
})).condition;

const names = fc.constantFrom(
  'Email',
  'email',
  'Account.Name',
  'Owner.Email',
  'previous.Rating',
  'Rating',
  'env',
  'org.id',
  'Nope',
  'A.B.C.D.E.F.G',
  'lower',
  'corporate',
  'label',
  'coalesce',
  'join',
  'at',
  'has',
  'map',
  'Amount',
  'Regions__c',
  'Vip__c',
  'Birthdate',
  'constructor',
  '__proto__',
  'toString',
);

/** Texts with the shape of the language and none of its sense. */
export const expressionTexts: fc.Arbitrary<string> = fc.letrec<{ text: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    names,
    fc.oneof(
      quoted,
      numbers.map(String),
      fc.constantFrom('null', 'true', '1u', '0x1', "b'a'", '{a: 1}', '@x', '', '\uD800', "'", '(', ']'),
    ),
    join(
      tie('text'),
      fc.constantFrom('==', '!=', '<', '>=', 'in', '&&', '||', '+', '-', '*', '/', '%', '|', '=', ',', '.'),
      tie('text'),
    ),
    join(names, '(', tie('text'), ',', tie('text'), ')'),
    join(tie('text'), '.', names, '(', tie('text'), ')'),
    join(fc.constantFrom('!', '-', '('), tie('text')),
    join('(', tie('text'), ')'),
    join('[', tie('text'), ',', tie('text'), ']'),
    join(tie('text'), '[', tie('text'), ']'),
    join(tie('text'), '?', tie('text'), ':', tie('text')),
  ),
})).text;
