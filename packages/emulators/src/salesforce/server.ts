import { createClock } from '../loopback/clock.ts';
import { createControl } from '../loopback/control.ts';
import type { LoopbackRequest } from '../loopback/route.ts';
import { startServer } from '../loopback/server.ts';
import { createControlRoutes } from './control-routes.ts';
import { errorResponse, SalesforceError } from './errors.ts';
import { ACCESS_TOKEN, createOrg, fillOrg, ORG_ID, USERNAME } from './org.ts';
import { createPages } from './pages.ts';
import { answerUnknown, createRoutes } from './routes.ts';
import { readSeed } from './seed.ts';

export interface SalesforceEmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Folder with `schema.json` and `records/<Object>.json`; the B2B example without it. */
  readonly seed?: string;
  /** How many people are generated beside the seed. */
  readonly records?: number;
}

export interface SalesforceEmulator {
  readonly url: string;
  readonly orgId: string;
  readonly username: string;
  /** `<15-character org id>!…`, good as `SF_TARGET_ORG` or for `sf org login access-token`. */
  readonly accessToken: string;
  close(): Promise<void>;
}

const MAX_BODY = 64 * 1024 * 1024;

/**
 * A Salesforce org on 127.0.0.1. `POST /_emulator/reset` leaves an empty org with its users and currencies.
 * Rejects when the seed cannot be read or the port cannot be had.
 */
export async function startSalesforceEmulator(options: SalesforceEmulatorOptions): Promise<SalesforceEmulator> {
  const clock = createClock();
  const org = createOrg(clock, readSeed(options.seed), options.records ?? 0);
  const control = createControl({ clock, reset: () => fillOrg(org, false) });
  const server = await startServer({
    port: options.port,
    routes: [...createControlRoutes(org), ...createPages(org), ...createRoutes(org, urlOf)],
    control,
    notFound: answerUnknown(org),
    tooLarge: () => errorResponse(new SalesforceError(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request is too large')),
    maxBodyBytes: MAX_BODY,
  });
  return {
    url: server.url,
    orgId: ORG_ID,
    username: USERNAME,
    accessToken: ACCESS_TOKEN,
    close: () => server.close(),
  };
}

/** The address by which this client knows the server. */
function urlOf(request: LoopbackRequest): string {
  return `http://${request.headers.host ?? '127.0.0.1'}`;
}
