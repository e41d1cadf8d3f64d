import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { diagnostic, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { githubReport } from '../../src/diagnostics/reporters/github.ts';
import { humanReport } from '../../src/diagnostics/reporters/human.ts';
import { diagnosticObjects, jsonReport } from '../../src/diagnostics/reporters/json.ts';
import { junitReport } from '../../src/diagnostics/reporters/junit.ts';
import { markdownReport } from '../../src/diagnostics/reporters/markdown.ts';
import type { Report } from '../../src/diagnostics/reporters/report.ts';
import { sarifReport } from '../../src/diagnostics/reporters/sarif.ts';

const docsBase = 'https://example.com/diagnostics.md';
const file = 'mappings/b2b.braze.yaml';
const text = `version: 1
catalogs:
  accounts:
    fields:
      Classification: Segment__c
      OwnerEmail: Owner.Email
people: {}
`;

function placeOf(words: string, within = text): { file: string; span: { start: number; end: number } } {
  const start = within.indexOf(words);
  return { file, span: { start, end: start + words.length } };
}

const notFound = diagnostic(
  'salesforce/field-not-found',
  placeOf('Segment__c'),
  { object: 'Account', field: 'Segment__c' },
  { nearest: 'Customer_Segment__c' },
);
const personal = diagnostic('security/personal-data-in-catalog', placeOf('OwnerEmail'), { name: 'OwnerEmail' });
const deep = diagnostic('salesforce/parent-field', placeOf('Owner.Email'), { path: 'Owner.Email', refresh: '24h' });
const nowhere = diagnostic('config/snapshot-missing', { file: '', span: { start: 0, end: 0 } }, {});

function reportOf(...diagnostics: readonly Diagnostic[]): Report {
  return { diagnostics, texts: new Map([[file, text]]), docsBase };
}

const plain = (_style: string, words: string): string => words;

function check(printed: string, expected: readonly string[]): void {
  assert.deepEqual(printed.split('\n'), expected);
}

describe('humanReport', () => {
  it('groups by file, worst first, with help and the marked line', () =>
    check(humanReport(reportOf(personal, notFound), plain), [
      'mappings/b2b.braze.yaml',
      '  5:23  error    salesforce/field-not-found  `Account.Segment__c` does not exist, or this user cannot see it. Did you mean `Customer_Segment__c`?',
      '                 Use the nearest name shown, or restore or grant the field.',
      '                 5 |       Classification: Segment__c',
      '                   |                       ^^^^^^^^^^',
      '  6:7   warning  security/personal-data-in-catalog  `OwnerEmail` puts personal data into a catalog.',
      '                 Erasing a person then also erases these items; map it only if messages need it.',
      '1 error, 1 warning',
    ]));
  it('keeps notes of one code to one line', () =>
    check(humanReport(reportOf(deep, { ...deep, span: { start: 0, end: 1 } }, deep), plain), [
      'mappings/b2b.braze.yaml',
      '  1:1  info     salesforce/parent-field  `Owner.Email` lives on another object; changes there do not touch this record. And 2 more.',
      '3 notes',
    ]));
  it('shows findings without a file', () =>
    check(humanReport(reportOf(nowhere), plain), [
      `  -  warning  config/snapshot-missing  ${nowhere.message}`,
      `              ${nowhere.help}`,
      '1 warning',
    ]));
  it('says so when there is nothing to say', () => check(humanReport(reportOf(), plain), ['no problems']));
  it('lets the caller decide about colour', () => {
    const printed = humanReport(reportOf(notFound), (style, words) => `<${style}>${words}</${style}>`);
    assert.match(printed, /<error>error {2}<\/error> {2}<code>salesforce\/field-not-found<\/code>/);
  });
});

describe('diagnosticObjects', () => {
  it('gives line and column, params and the page', () =>
    assert.deepEqual(diagnosticObjects(reportOf(notFound)), [
      {
        code: 'salesforce/field-not-found',
        severity: 'error',
        message: notFound.message,
        help: notFound.help,
        file,
        range: { start: { line: 5, column: 23 }, end: { line: 5, column: 33 } },
        params: { object: 'Account', field: 'Segment__c' },
        docs: 'https://example.com/diagnostics.md#salesforce-field-not-found',
      },
    ]));
  it('has no range where there is no file', () => assert.equal(diagnosticObjects(reportOf(nowhere))[0]?.range, null));
});

describe('jsonReport', () => {
  it('is an array in the order of the file', () => {
    const parsed = JSON.parse(jsonReport(reportOf(personal, notFound))) as { code: string }[];
    assert.deepEqual(
      parsed.map(({ code }) => code),
      ['salesforce/field-not-found', 'security/personal-data-in-catalog'],
    );
  });
});

describe('githubReport', () => {
  it('writes one command a line', () =>
    check(githubReport(reportOf(notFound, nowhere)), [
      `::error file=mappings/b2b.braze.yaml,line=5,col=23,title=salesforce/field-not-found::${notFound.message} ${notFound.help}`,
      `::warning title=config/snapshot-missing::${nowhere.message} ${nowhere.help}`,
    ]));
  it('escapes what would end a property or a command', () => {
    const odd = { ...notFound, file: 'a,b:c%.yaml', message: '100 %\n::error::x' };
    check(githubReport({ diagnostics: [odd], texts: new Map(), docsBase }), [
      String.raw`::error file=a%2Cb%3Ac%25.yaml,title=salesforce/field-not-found::100 %25\n::error::x ${odd.help}`,
    ]);
  });
});

interface SarifLog {
  version: string;
  runs: {
    tool: { driver: { rules: { id: string; helpUri: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      locations?: { physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }[];
      partialFingerprints: { primaryLocationLineHash: string };
    }[];
  }[];
}

function sarif(report: Report): SarifLog['runs'][number] {
  const log = JSON.parse(sarifReport(report)) as SarifLog;
  assert.equal(log.version, '2.1.0');
  const [run] = log.runs;
  assert.ok(run);
  return run;
}

describe('sarifReport', () => {
  it('names rule, level and region of every finding', () => {
    const { results, tool } = sarif(reportOf(notFound));
    const [result] = results;
    assert.equal(tool.driver.rules[result?.ruleIndex ?? -1]?.id, 'salesforce/field-not-found');
    assert.equal(tool.driver.rules[0]?.helpUri, `${docsBase}#salesforce-field-not-found`);
    assert.deepEqual(result?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: file },
      region: { startLine: 5, startColumn: 23, endLine: 5, endColumn: 33 },
    });
  });
  it('keeps a fingerprint when its line moves, and changes it with the key', () => {
    const moved = `# a comment\n${text}`;
    const before = sarif(reportOf(notFound)).results[0]?.partialFingerprints;
    const after = sarif({
      diagnostics: [{ ...notFound, ...placeOf('Segment__c', moved) }],
      texts: new Map([[file, moved]]),
      docsBase,
    }).results[0]?.partialFingerprints;
    assert.deepEqual(after, before);
    const elsewhere = sarif(reportOf({ ...notFound, ...placeOf('Owner.Email') })).results[0]?.partialFingerprints;
    assert.notDeepEqual(elsewhere, before);
  });
  it('tells two findings about one key apart', () => {
    const hashes = sarif(reportOf(notFound, notFound)).results.map(
      (result) => result.partialFingerprints.primaryLocationLineHash,
    );
    assert.equal(new Set(hashes).size, 2);
  });
  it('has no location where there is no file', () =>
    assert.equal(sarif(reportOf(nowhere)).results[0]?.locations, undefined));
});

describe('junitReport', () => {
  it('has one case per file, and failures for errors only', () =>
    check(
      junitReport({
        ...reportOf(notFound, personal),
        texts: new Map([
          [file, text],
          ['braze.project.yaml', ''],
        ]),
      }),
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites name="sf-braze" tests="2" failures="1" errors="0" skipped="0">',
        '  <testsuite name="validate" tests="2" failures="1" errors="0" skipped="0">',
        '    <testcase classname="validate" name="mappings/b2b.braze.yaml">',
        `      <failure type="salesforce/field-not-found" message="${notFound.message}">mappings/b2b.braze.yaml:5:23 ${notFound.message} ${notFound.help}</failure>`,
        `      <system-out>6: warning security/personal-data-in-catalog ${personal.message}</system-out>`,
        '    </testcase>',
        '    <testcase classname="validate" name="braze.project.yaml"/>',
        '  </testsuite>',
        '</testsuites>',
      ],
    ));
});

describe('markdownReport', () => {
  it('is a table with a link for every code', () => {
    const [head, , , , row] = markdownReport(reportOf(personal)).split('\n');
    assert.equal(head, '**braze validate** 1 warning');
    assert.deepEqual(row?.split(' | '), [
      '| ⚠️',
      '<code>mappings/b2b.braze.yaml&#58;6&#58;7</code>',
      '[<code>security/personal-data-in-catalog</code>](https://example.com/diagnostics.md#security-personal-data-in-catalog)',
      '<code>OwnerEmail</code> puts personal data into a catalog.<br>Erasing a person then also erases these items; map it only if messages need it. |',
    ]);
  });
  it('lets no name become markup, a link or a mention', () => {
    const odd = diagnostic('braze/invalid-name', placeOf('OwnerEmail'), {
      name: '`|<img src=x onerror=alert(1)>[x](https://evil.example) @team',
    });
    const row = markdownReport(reportOf(odd)).split('\n').at(-1) ?? '';
    assert.equal(row.split('|').length, 6);
    assert.doesNotMatch(row, /<img|https:\/\/evil|\]\(https:\/\/evil|@team/);
  });
});

describe('every reporter', () => {
  const reporters: Readonly<Record<string, (report: Report) => string>> = {
    human: (report) => humanReport(report, plain),
    json: jsonReport,
    github: githubReport,
    sarif: sarifReport,
    junit: junitReport,
    markdown: markdownReport,
  };
  for (const [name, print] of Object.entries(reporters)) {
    it(`prints no control character and never throws: ${name}`, () => {
      fc.assert(
        fc.property(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: 'binary' }),
          fc.nat(60),
          (odd, fileName, start) => {
            const oddText = `key: ${odd}`;
            const finding = diagnostic(
              'braze/invalid-name',
              { file: fileName, span: { start, end: start + 4 } },
              { name: `\u001b[31m${odd}` },
            );
            const printed = print({ diagnostics: [finding], texts: new Map([[fileName, oddText]]), docsBase });
            assert.doesNotMatch(printed.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
          },
        ),
        { numRuns: 50 },
      );
    });
  }
});
