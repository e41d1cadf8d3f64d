import assert from 'node:assert/strict';
import type { Handle } from '@sf-braze/mapping-core';
import { type LookOptions, lookUntil } from '../../src/send/looks.ts';
import { withBraze } from '../braze/emulated-braze.ts';

const signal = new AbortController().signal;

function byExternalId(externalId: string): Handle {
  return { kind: 'external_id', externalId };
}

describe('lookUntil', () => {
  it('looks until everything shows, asking only for what is missing', () =>
    withBraze(async ({ destination, clock, slept, calls, control }) => {
      await control('PUT', 'state', { users: [{ external_id: 'here' }] });
      const options: LookOptions = { destination, clock, signal, consistency: 'poll' };
      const looks: string[] = [];
      const result = await lookUntil(
        [byExternalId('here'), byExternalId('later')],
        (handle, answers) => {
          const id = handle.kind === 'external_id' ? handle.externalId : '';
          looks.push(id);
          return id === 'here' ? answers(handle)?.external_id === id : looks.length > 6;
        },
        options,
      );
      assert.deepEqual(result, { seen: [byExternalId('here'), byExternalId('later')], missing: [] });
      assert.deepEqual(looks, ['here', 'later', 'later', 'later', 'later', 'later', 'later']);
      assert.deepEqual(slept, [1000, 1000, 2000, 4000, 7000, 30_000]);
      const asked = (await calls()).map(({ body }) => body['external_ids']);
      assert.deepEqual(asked, [['here', 'later'], ...Array.from({ length: 5 }, () => ['later'])]);
    }));

  it('gives up after five minutes', () =>
    withBraze(async ({ destination, clock, slept }) => {
      const nobody = [byExternalId('nobody')];
      const result = await lookUntil(nobody, (handle, answers) => answers(handle) !== undefined, {
        destination,
        clock,
        signal,
        consistency: 'poll',
      });
      assert.deepEqual(result, { seen: [], missing: nobody });
      assert.equal(
        slept.reduce((sum, ms) => sum + ms, 0),
        300_000,
      );
    }));

  it('asks for 50 handles a call', () =>
    withBraze(async ({ destination, clock, calls }) => {
      const handles = Array.from({ length: 101 }, (_, n) => byExternalId(`u${n}`));
      await lookUntil(handles, () => true, { destination, clock, signal, consistency: 'poll' });
      const sizes = (await calls()).map(({ body }) => (body['external_ids'] as unknown[]).length);
      assert.deepEqual(sizes, [50, 50, 1]);
    }));

  it('finds aliases, also those of one profile', () =>
    withBraze(async ({ destination, clock, control }) => {
      const alias = { alias_label: 'salesforce_contact_id', alias_name: '0035g00000KpQ1aAAF' };
      await control('PUT', 'state', { users: [{ external_id: 'u1', user_aliases: [alias] }] });
      const handles: readonly Handle[] = [byExternalId('u1'), { kind: 'alias', alias }];
      const ids = new Set<string | undefined>();
      await lookUntil(
        handles,
        (handle, answers) => {
          ids.add(answers(handle)?.braze_id);
          return true;
        },
        { destination, clock, signal, consistency: 'poll' },
      );
      assert.equal(ids.size, 1);
      assert.ok(!ids.has(undefined));
    }));

  for (const [consistency, sleeps] of [
    ['wait', [300_000]],
    ['none', []],
  ] as const) {
    it(`verifies nothing with ${consistency}`, () =>
      withBraze(async ({ destination, clock, slept, calls }) => {
        const handles = [byExternalId('nobody')];
        const result = await lookUntil(handles, () => false, { destination, clock, signal, consistency });
        assert.deepEqual(result, { seen: handles, missing: [] });
        assert.deepEqual(slept, sleeps);
        assert.deepEqual(await calls(), []);
      }));
  }
});
