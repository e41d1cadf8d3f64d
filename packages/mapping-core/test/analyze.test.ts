import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../src/analyze.ts';
import { b2bMappingFile, b2bProjectFile } from './fixtures/b2b-mapping.ts';
import { b2bSnapshot } from './fixtures/b2b-snapshot.ts';

const analyzed = (project: string, ...mappings: readonly string[]): Analysis =>
  analyze({
    project: { file: 'braze.project.yaml', text: project },
    mappings: mappings.map((text, index) => ({ file: `${index}.braze.yaml`, text })),
    snapshot: b2bSnapshot,
  });

const errors = ({ diagnostics }: Analysis): readonly string[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ file, code }) => `${file} ${code}`);

describe('analyze', () => {
  it('gives project, mapping and guards of a project without errors', () => {
    const analysis = analyze({ project: b2bProjectFile, mappings: [b2bMappingFile], snapshot: b2bSnapshot });
    assert.deepEqual(errors(analysis), []);
    assert.equal(analysis.project?.name, 'acme');
    assert.equal(analysis.mapping?.name, 'b2b');
    assert.deepEqual([...analysis.guards.keys()], ['sandbox']);
    assert.deepEqual([...(analysis.guards.get('sandbox')?.keys() ?? [])], ['contact', 'lead']);
  });

  it('keeps the mapping when only the project has an error, and the other way round', () => {
    const brokenProject = analyzed('kind: project', b2bMappingFile.text);
    assert.equal(brokenProject.project, undefined);
    assert.ok(brokenProject.mapping);
    const brokenMapping = analyzed(b2bProjectFile.text, 'kind: mapping');
    assert.ok(brokenMapping.project);
    assert.equal(brokenMapping.mapping, undefined);
  });

  it('goes on behind an error and says everything at once', () =>
    assert.deepEqual(
      errors(
        analyzed(
          b2bProjectFile.text,
          `version: 1
kind: mapping
name: test
people:
  contact:
    where: IsPersonAccount = false
    on_exit: supend
    attributes: { Email: Emial, email: Email, 'A.B': Title }
`,
        ),
      ),
      [
        '0.braze.yaml mapping/invalid-expression',
        '0.braze.yaml syntax/invalid-value',
        '0.braze.yaml salesforce/field-not-found',
        '0.braze.yaml braze/reserved-attribute',
        '0.braze.yaml braze/invalid-name',
      ],
    ));

  it('sorts by file as given, then by place, and says nothing twice', () => {
    const { diagnostics } = analyzed(
      b2bProjectFile.text.replace('version: 1', 'version: 0'),
      b2bMappingFile.text.replace('name: b2b', 'name: first'),
      b2bMappingFile.text.replace('name: b2b', 'name: second'),
    );
    const files = ['braze.project.yaml', '0.braze.yaml', '1.braze.yaml'];
    const order = diagnostics.map(({ file, span }) => files.indexOf(file) * 1_000_000 + span.start);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.deepEqual([...new Set(diagnostics.map(({ file }) => file))], files);
    const said = diagnostics.map(({ code, file, span, message }) => JSON.stringify([code, file, span, message]));
    assert.equal(new Set(said).size, said.length);
  });

  it('has nothing to run without mapping files', () => {
    const { mapping, context, project } = analyzed(b2bProjectFile.text);
    assert.equal(mapping, undefined);
    assert.equal(context, undefined);
    assert.ok(project);
  });

  it('uses the pace of the project for what is read again', () => {
    const mapping =
      'version: 1\nkind: mapping\nname: test\npeople: { contact: { where: IsPersonAccount == false, attributes: { A: Account.Name } } }\n';
    const { mapping: built } = analyzed(
      b2bProjectFile.text.replace('formula_refresh: 24h', 'formula_refresh: 2h'),
      mapping,
    );
    assert.equal(built?.people[0]?.destinations[0]?.field.refreshMinutes, 120);
  });

  it('checks against what every environment allows', () => {
    const { context } = analyze({ project: b2bProjectFile, mappings: [b2bMappingFile], snapshot: b2bSnapshot });
    assert.equal(context?.capabilities.arrayMax, 25);
    assert.equal(context.capabilities.catalogStorageMb, 100);
  });
});
