import assert from 'node:assert/strict';
import { resultSchemas } from '../src/results/result-schemas.ts';
import { firstSync } from './support/sync-once.ts';
import { withWorkplace } from './support/workplace.ts';

describe('--json', () => {
  it('gives what the schema of the command says', () =>
    withWorkplace({}, async (place) => {
      const { run, org } = place;
      const check = async (id: string, args: readonly string[]): Promise<void> => {
        const { stdout } = await run([...args, '--json']);
        const envelope = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
        assert.deepEqual(Object.keys(envelope), ['status', 'result', 'warnings'], stdout);
        resultSchemas[id]?.parse(envelope['result']);
      };
      await check('braze:validate', ['validate']);
      await check('braze:snapshot', ['snapshot', ...org]);
      await check('braze:snapshot', ['snapshot', ...org, '--check']);
      await check('braze:validate', ['validate', '--org', ...org]);
      await check('braze:status', ['status']);
      await check('braze:plan', ['plan', ...org]);
      await firstSync(place);
      await check('braze:plan', ['plan', ...org]);
      await check('braze:sync', ['sync', ...org]);
      await check('braze:sync', ['sync', ...org, '--full']);
      await check('braze:status', ['status']);
      await check('braze:preview', ['preview', ...org, '--record', '0035g00000AdaByAAJ']);
      await place.write('ada.yaml', 'given: { Contact: [{ Id: 0035g00000KpQ1aAAF, Email: ada@acme.example }] }\n');
      await check('braze:preview', ['preview', '--fixture', 'ada.yaml']);
    }));
});
