import assert from 'node:assert/strict';
import { planMarkdown } from '../src/plan-markdown.ts';
import { planOf, streamOf } from './support/plan.ts';

describe('planMarkdown', () => {
  it('begins with a marker by which a job finds its own comment', () => {
    assert.match(planMarkdown(planOf()), /^<!-- sf-braze plan -->\n\*\*braze plan\*\*/);
  });

  it('says so when there is nothing to send', () => {
    assert.match(planMarkdown(planOf()), /nothing to send/);
  });

  it('has a row for every change', () => {
    const text = planMarkdown(
      planOf({
        structure: { create: [{ name: 'accounts', fields: [] }], addFields: [], unknown: [] },
        streams: [streamOf('catalog:accounts', { created: 1204 }), streamOf('people:lead', { unchanged: 5 })],
        events: { opportunity_won: 2 },
      }),
    );
    const rows = text.split('\n').filter((line) => /^\| [➕✏📣]/u.test(line));
    assert.equal(rows.length, 3);
    assert.match(rows[1] ?? '', /1,204 create, 0 update, 0 delete/);
  });

  it('lets no name become markup', () => {
    const text = planMarkdown(
      planOf({ structure: { create: [], addFields: [], unknown: [{ catalog: 'a', field: '`| [x](y) @team <b>' }] } }),
    );
    const row = text.split('\n').find((line) => line.startsWith('| ❔')) ?? '';
    assert.equal(row.split('|').length, 6);
    assert.doesNotMatch(row, /@team|<b>|\[x\]/);
  });
});
