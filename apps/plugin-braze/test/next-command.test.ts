import assert from 'node:assert/strict';
import { type CalledWith, syncCommand } from '../src/next-command.ts';
import { environment } from './support/environment.ts';

const nothing: CalledWith = { environment: undefined, targetOrg: undefined, projectDir: undefined };

function check(called: Partial<CalledWith>, more: { protected?: boolean; approve?: string }, expected: string): void {
  const text = syncCommand({ ...nothing, ...called }, environment(more.protected ?? false), more.approve);
  assert.equal(text, expected);
}

describe('syncCommand', () => {
  it('leaves out what was left out', () => check({}, {}, 'sf braze sync'));

  it('repeats how the command was called', () =>
    check(
      { environment: 'production', targetOrg: 'ada@acme.example' },
      {},
      'sf braze sync -e production --target-org ada@acme.example',
    ));

  it('quotes what a shell would take apart', () =>
    check({ projectDir: "my project's" }, {}, `sf braze sync --project-dir 'my project'\\''s'`));

  it('confirms a protected environment and approves a plan', () =>
    check({}, { protected: true, approve: '7f3a91c2' }, 'sf braze sync --confirm production --approve 7f3a91c2'));

  it('never repeats an access token', () =>
    check({ targetOrg: '00D5g000004BfXb!AQEAQ.canary' }, {}, 'sf braze sync --target-org <access token>'));
});
