import assert from 'node:assert/strict';
import { answerOf, answersMissing, type Ask, type Question } from '../../src/init/ask-question.ts';
import { readSlug } from '../../src/init/read-answer.ts';

const named: Question = { flag: 'name', text: 'What is it called?', fallback: 'acme', read: readSlug };

/** Types these lines, one per question, and keeps what was shown. */
function typing(...lines: readonly string[]): { readonly ask: Ask; readonly shown: string[] } {
  const shown: string[] = [];
  const waiting = lines.values();
  return {
    shown,
    ask: async (question) => {
      shown.push(question);
      const next = waiting.next();
      if (next.done === true) throw new Error('nothing more to type');
      return Promise.resolve(next.value);
    },
  };
}

describe('answerOf', () => {
  it('asks nothing that a flag says', async () => {
    const { ask, shown } = typing();
    assert.equal(await answerOf(named, 'beta', ask), 'beta');
    assert.deepEqual(shown, []);
  });

  it('takes the fallback for an empty line, and where nobody can be asked', async () => {
    assert.equal(await answerOf(named, undefined, typing('  ').ask), 'acme');
    assert.equal(await answerOf(named, undefined, undefined), 'acme');
  });

  it('shows the question and its fallback', async () => {
    const { ask, shown } = typing('beta');
    await answerOf(named, undefined, ask);
    assert.deepEqual(shown, ['What is it called?\n[acme] > ']);
  });

  it('explains an answer that cannot be used and asks again', async () => {
    const { ask, shown } = typing('Not A Name', 'beta');
    assert.equal(await answerOf(named, undefined, ask), 'beta');
    assert.equal(shown.length, 2);
    assert.match(shown[1] ?? '', /cannot be a name[\s\S]*What is it called/);
  });

  it('asks again for an empty line without a fallback', async () => {
    const { ask, shown } = typing('', 'beta');
    assert.equal(await answerOf({ ...named, fallback: undefined }, undefined, ask), 'beta');
    assert.equal(shown.length, 2);
  });

  it('names what is missing where nobody can be asked', async () => {
    await assert.rejects(answerOf({ ...named, fallback: undefined }, undefined, undefined), {
      name: 'AnswersMissing',
      message: /`--name`/,
    });
  });
});

describe('answersMissing', () => {
  it('names every flag at once', () => {
    assert.match(answersMissing(['endpoint', 'target-org']).message, /`--endpoint`, `--target-org`/);
  });
});
