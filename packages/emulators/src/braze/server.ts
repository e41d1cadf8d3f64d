import { createClock } from '../loopback/clock.ts';
import { createControl } from '../loopback/control.ts';
import { startServer } from '../loopback/server.ts';
import { answerTooLarge, answerUnknownUrl, createApiRoutes } from './api-routes.ts';
import { createControlRoutes } from './control-routes.ts';
import { limits } from './limits.ts';
import { createPages } from './pages.ts';
import { createWorkspace } from './workspace.ts';

export interface RunningBrazeEmulator {
  /** `http://127.0.0.1:<port>`, no trailing slash. */
  readonly url: string;
  /** A key with every permission; it stays valid until settings replace the keys. */
  readonly apiKey: string;
  close(): Promise<void>;
}

/** Starts an empty Braze workspace on 127.0.0.1; port 0 takes any free one. */
export async function startBrazeEmulator(options: { readonly port: number }): Promise<RunningBrazeEmulator> {
  const clock = createClock();
  const workspace = createWorkspace(clock);
  const control = createControl({ clock, reset: () => workspace.reset() });
  const server = await startServer({
    port: options.port,
    control,
    routes: [
      ...createApiRoutes(workspace),
      ...createControlRoutes(workspace),
      ...createPages(workspace, control.requests),
    ],
    notFound: answerUnknownUrl,
    tooLarge: answerTooLarge,
    maxBodyBytes: limits.requestBytes,
  });
  const close = () => {
    workspace.processing.clear();
    return server.close();
  };
  return { url: server.url, apiKey: workspace.apiKey, close };
}
