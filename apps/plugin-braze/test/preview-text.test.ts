import assert from 'node:assert/strict';
import { previewText } from '../src/preview-text.ts';
import type { PreviewResult } from '../src/results/preview.ts';

const empty: PreviewResult = {
  source: 'record',
  object: 'Contact',
  id: '0035g00000KpQ1aAAF',
  found: true,
  known: true,
  phases: [],
  problems: [],
};

function check(preview: Partial<PreviewResult>, expected: string): void {
  assert.equal(`\n${previewText({ ...empty, ...preview })}\n`, expected);
}

describe('previewText', () => {
  it('says that Braze has it already', () =>
    check({}, '\nContact 0035g00000KpQ1aAAF   known\nNothing to send: Braze has it as it is. Nothing was sent.\n'));

  it('says that there is no such record', () =>
    check(
      { found: false },
      '\nContact 0035g00000KpQ1aAAF   not found, or of an object that no mapping reads\nNothing was sent.\n',
    ));

  it('shows every call with its phase', () =>
    check(
      { known: false, phases: [{ number: 1, calls: [{ method: 'POST', path: '/users/track', body: { a: null } }] }] },
      `
Contact 0035g00000KpQ1aAAF   not known yet
  1  POST /users/track
     {"a":null}
Nothing was sent.
`,
    ));

  it('lets no value move the cursor', () => {
    const body = { Title: 'a\u001B[2J\u009B31m\u202E' };
    const text = previewText({ ...empty, phases: [{ number: 1, calls: [{ method: 'POST', path: '/', body }] }] });
    for (const control of ['\u001B', '\u009B', '\u202E']) assert.ok(!text.includes(control));
  });

  it('lists problems with their record', () => {
    const problem = {
      code: 'record/email-shared',
      severity: 'warning',
      message: 'Two share it.',
      object: 'Contact',
      id: 'x',
    } as const;
    assert.match(
      previewText({ ...empty, problems: [problem] }),
      / {2}warning {2}record\/email-shared {2}Two share it\. {2}\(x\)/,
    );
  });
});
