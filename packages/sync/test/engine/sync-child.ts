import { dirname } from 'node:path';
import { describeResult, openWorkspace } from './engine-world.ts';

/** What the parent says on the command line, as JSON. */
export interface ChildOrder {
  readonly salesforce: { readonly url: string; readonly accessToken: string };
  readonly braze: { readonly url: string; readonly apiKey: string };
  readonly file: string;
  readonly ahead: number;
  /** The request to Braze, from 1, at which the process kills itself; never without it. */
  readonly killAt?: { readonly request: number; readonly moment: 'before' | 'after' };
}

const { salesforce, braze, file, ahead, killAt } = JSON.parse(process.argv[2] ?? '') as ChildOrder;
const quiet = { HOME: dirname(file), SF_DISABLE_LOG_FILE: 'true', SF_ORG_INSTANCE_URL: salesforce.url };
Object.assign(process.env, quiet, { SF_USE_GENERIC_UNIX_KEYCHAIN: 'true' });
const { AuthInfo, Connection } = await import('@salesforce/core');
const authInfo = await AuthInfo.create({ username: salesforce.accessToken });
const connectionOptions = { version: '67.0', instanceUrl: salesforce.url };
const connection = await Connection.create({ authInfo, connectionOptions });
const workspace = openWorkspace({ org: { connection }, ...braze, file, time: { ahead } });
let requests = 0;
const result = await workspace.run({
  client: (client) => ({
    ...client,
    async exchange(request, stop) {
      requests += 1;
      const isLast = requests === killAt?.request;
      if (isLast && killAt.moment === 'before') process.kill(process.pid, 'SIGKILL');
      const exchange = await client.exchange(request, stop);
      if (isLast) process.kill(process.pid, 'SIGKILL');
      return exchange;
    },
  }),
});
process.stdout.write(`${describeResult(result)}\n`);
