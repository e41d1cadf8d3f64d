import assert from 'node:assert/strict';
import { initText } from '../../src/init/init-text.ts';
import { allOff } from './org-builder.ts';

describe('initText', () => {
  it('says what was read, written and found, and what to type next', () => {
    const text = initText({
      name: 'acme',
      environment: 'sandbox',
      org: {
        id: '00D5g000004BfXbEAK',
        username: 'ada@acme.example',
        sandbox: true,
        switches: { ...allOff, multiCurrency: true },
      },
      files: [
        { file: 'braze.project.yaml', change: 'created' },
        { file: '.gitignore', change: 'extended' },
      ],
      diagnostics: [],
      destinations: 39,
      next: ['sf braze validate', 'sf braze plan', 'sf braze sync --approve <plan id>'],
    });
    assert.equal(
      text,
      `Read    ada@acme.example, 00D5g000004BfXbEAK, a sandbox
Has     several currencies
Wrote   braze.project.yaml (created)
        .gitignore (extended)
Check   0 errors, 0 warnings, 0 notes; 39 destinations

Next, once the API key is where the project says:
  sf braze validate
  sf braze plan
  sf braze sync --approve <plan id>`,
    );
  });
});
