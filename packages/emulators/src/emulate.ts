import { startBrazeEmulator } from './braze/server.ts';
import { startSalesforceEmulator } from './salesforce/server.ts';

/** Which emulators run, and how. Port 0 takes any free one. */
export interface EmulateOptions {
  readonly which: 'braze' | 'salesforce' | 'both';
  readonly brazePort: number;
  readonly salesforcePort: number;
  /** Folder with `schema.json` and `records/<Object>.json`; absent: the B2B example. */
  readonly seed?: string;
  /** People to generate, with accounts, deals and contact roles. */
  readonly records?: number;
}

/** What callers need to reach the emulators; it is the line that `--json` prints. */
export interface EmulatorAddresses {
  readonly braze?: { readonly url: string; readonly apiKey: string };
  readonly salesforce?: {
    readonly url: string;
    readonly orgId: string;
    readonly username: string;
    readonly accessToken: string;
  };
}

export interface RunningEmulators {
  readonly addresses: EmulatorAddresses;
  close(): Promise<void>;
}

/** Starts what is asked for; when one cannot start, the other is closed again and the reason is thrown. */
export async function startEmulators(options: EmulateOptions): Promise<RunningEmulators> {
  const { which, seed, records } = options;
  const braze = which === 'salesforce' ? undefined : await startBrazeEmulator({ port: options.brazePort });
  if (which === 'braze') return running({ braze });
  const wanted = { ...(seed === undefined ? {} : { seed }), ...(records === undefined ? {} : { records }) };
  try {
    return running({ braze, salesforce: await startSalesforceEmulator({ port: options.salesforcePort, ...wanted }) });
  } catch (error) {
    await braze?.close();
    throw error;
  }
}

type Braze = Awaited<ReturnType<typeof startBrazeEmulator>>;
type Salesforce = Awaited<ReturnType<typeof startSalesforceEmulator>>;

function running({
  braze,
  salesforce,
}: {
  braze?: Braze | undefined;
  salesforce?: Salesforce | undefined;
}): RunningEmulators {
  const addresses: EmulatorAddresses = {
    ...(braze === undefined ? {} : { braze: { url: braze.url, apiKey: braze.apiKey } }),
    ...(salesforce === undefined
      ? {}
      : {
          salesforce: {
            url: salesforce.url,
            orgId: salesforce.orgId,
            username: salesforce.username,
            accessToken: salesforce.accessToken,
          },
        }),
  };
  return { addresses, close: async () => void (await Promise.all([braze?.close(), salesforce?.close()])) };
}

/** For people: where to look and what to type next. */
export function describeAddresses({ braze, salesforce }: EmulatorAddresses): string {
  const lines = [
    ...(braze === undefined ? [] : [`Braze       ${braze.url}`, `  API key   ${braze.apiKey}`]),
    ...(salesforce === undefined
      ? []
      : [
          `Salesforce  ${salesforce.url}`,
          `  user      ${salesforce.username} (org ${salesforce.orgId})`,
          `  token     ${salesforce.accessToken}`,
        ]),
    'Open an address in a browser to look inside. Ctrl-C ends it.',
  ];
  return lines.join('\n');
}
