import { json, readJson } from '../loopback/respond.ts';
import { createRouter, type LoopbackRequest, type LoopbackResponse, type Route } from '../loopback/route.ts';
import { abortJob, createJob, deleteJob, describeJob, describeNewJob, findJob } from './bulk-jobs.ts';
import { listResultPages, readResults } from './bulk-results.ts';
import { listDeleted, listUpdated } from './changes.ts';
import { runComposite } from './composite.ts';
import { errorResponse, notFound, SalesforceError } from './errors.ts';
import { countCall, limitInfo, listLimits } from './limits.ts';
import { authenticate, identity, identityUrl, issueToken, revokeToken, userInfo } from './oauth.ts';
import { commitTransactions, type Org, ORG_ID } from './org.ts';
import { continueQuery, readBatchSize, startQuery } from './rest-query.ts';
import { createRecord, deleteRecord, describe, getRecord, listObjects, objectOf, updateRecord } from './sobjects.ts';
import { API_VERSIONS, readVersion } from './versions.ts';

/** A call below `/services/data/vXX.X`, signed in and counted. */
interface DataCall {
  readonly request: LoopbackRequest;
  readonly userId: string;
  /** `67.0`. */
  readonly version: string;
  /** `/services/data/v67.0`. */
  readonly base: string;
}

type DataHandler = (call: DataCall) => LoopbackResponse | Promise<LoopbackResponse>;

/** Every endpoint of Salesforce; `urlOf` gives the address clients know the server by. */
export function createRoutes(org: Org, urlOf: (request: LoopbackRequest) => string): readonly Route[] {
  const data = dataRoutes(org, urlOf);
  const answerInside = createRouter(data);
  const composite = dataRoute(org, 'POST', '/composite', async ({ request }) => {
    const result = await runComposite(request, async (method, url, body) => {
      const [path = '', search = ''] = url.split('?');
      const match = answerInside(method, path);
      if (match === undefined) return errorResponse(notFound());
      const text = Buffer.from(body === undefined ? '' : JSON.stringify(body));
      return match.route.handle({
        ...request,
        method,
        url,
        path,
        query: new URLSearchParams(search),
        params: match.params,
        body: text,
      });
    });
    return json(200, result);
  });
  return [
    guarded(org, 'POST', '/services/oauth2/token', (request) => issueToken(org, request, urlOf(request))),
    guarded(org, 'POST', '/services/oauth2/revoke', (request) => revokeToken(org, request)),
    guarded(org, 'GET', '/services/oauth2/userinfo', (request) =>
      userInfo(org, authenticate(org, request), urlOf(request)),
    ),
    guarded(org, 'GET', '/id/:org/:user', (request) => readIdentity(org, request, urlOf(request))),
    guarded(org, 'GET', '/services/data', () => json(200, API_VERSIONS)),
    guarded(org, 'GET', '/services/data/', () => json(200, API_VERSIONS)),
    composite,
    ...data,
  ];
}

/** Answers for whatever no route matches. */
export function answerUnknown(org: Org): (request: LoopbackRequest) => LoopbackResponse {
  return () => withDate(org, errorResponse(notFound()));
}

function dataRoutes(org: Org, urlOf: (request: LoopbackRequest) => string): readonly Route[] {
  const route = (method: string, path: string, handle: DataHandler) => dataRoute(org, method, path, handle);
  return [
    route('GET', '', ({ base, userId, request }) =>
      json(200, listResources(base, identityUrl(urlOf(request), userId))),
    ),
    route('GET', '/', ({ base, userId, request }) =>
      json(200, listResources(base, identityUrl(urlOf(request), userId))),
    ),
    route('GET', '/limits', () => json(200, listLimits(org))),
    route('GET', '/query', (call) => query(org, call, false)),
    route('GET', '/query/', (call) => query(org, call, false)),
    route('GET', '/queryAll', (call) => query(org, call, true)),
    route('GET', '/query/:locator', (call) => nextPage(org, call)),
    route('GET', '/queryAll/:locator', (call) => nextPage(org, call)),
    route('GET', '/tooling/query', (call) => query(org, call, false)),
    route('GET', '/tooling/sobjects', () => json(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects: [] })),
    route('GET', '/sobjects', ({ request, base }) => listObjects(org, request, base)),
    route('GET', '/sobjects/:object/describe', ({ request, base }) => describe(org, request, base)),
    route('GET', '/sobjects/:object/updated', ({ request }) =>
      json(200, listUpdated(org, objectOf(org, request), request.query)),
    ),
    route('GET', '/sobjects/:object/updated/', ({ request }) =>
      json(200, listUpdated(org, objectOf(org, request), request.query)),
    ),
    route('GET', '/sobjects/:object/deleted', ({ request }) =>
      json(200, listDeleted(org, objectOf(org, request), request.query)),
    ),
    route('GET', '/sobjects/:object/deleted/', ({ request }) =>
      json(200, listDeleted(org, objectOf(org, request), request.query)),
    ),
    route('GET', '/sobjects/:object/:id', ({ request, base }) => getRecord(org, request, base)),
    route('POST', '/sobjects/:object', ({ request }) => createRecord(org, request)),
    route('PATCH', '/sobjects/:object/:id', ({ request }) => updateRecord(org, request)),
    route('DELETE', '/sobjects/:object/:id', ({ request }) => deleteRecord(org, request)),
    ...bulkRoutes(org, route),
  ];
}

function bulkRoutes(org: Org, route: (method: string, path: string, handle: DataHandler) => Route): readonly Route[] {
  const jobOf = ({ request }: DataCall) => findJob(org, request.params['job'] ?? '');
  const pages: DataHandler = async (call) =>
    json(200, await listResultPages(org, jobOf(call), call.version, call.request.query));
  return [
    route('POST', '/jobs/query', async ({ request, version }) =>
      json(200, describeNewJob(await createJob(org, bodyOf(request), version))),
    ),
    route('GET', '/jobs/query', () => {
      const records = [...org.jobs.values()].map((job) => describeJob(org, job));
      return json(200, { done: true, records, nextRecordsUrl: null });
    }),
    route('GET', '/jobs/query/:job', (call) => json(200, describeJob(org, jobOf(call)))),
    route('PATCH', '/jobs/query/:job', (call) => {
      abortJob(org, jobOf(call), bodyOf(call.request));
      return json(200, describeJob(org, jobOf(call)));
    }),
    route('DELETE', '/jobs/query/:job', (call) => {
      deleteJob(org, jobOf(call));
      return { status: 204 };
    }),
    route('GET', '/jobs/query/:job/results', (call) => readResults(org, jobOf(call), call.version, call.request.query)),
    route('GET', '/jobs/query/:job/resultPages', pages),
    route('GET', '/jobs/query/:job/resultpages', pages),
  ];
}

function dataRoute(org: Org, method: string, path: string, handle: DataHandler): Route {
  return guarded(org, method, `/services/data/:version${path}`, async (request) => {
    const version = readVersion(request.params['version'] ?? '');
    const userId = authenticate(org, request);
    countCall(org);
    const response = await handle({ request, userId, version, base: `/services/data/v${version}` });
    return { ...response, headers: { ...response.headers, 'sforce-limit-info': limitInfo(org) } };
  });
}

/** Errors become Salesforce's; every answer carries the emulator's time. */
function guarded(org: Org, method: string, path: string, handle: Route['handle']): Route {
  const answer = async (request: LoopbackRequest) => {
    commitTransactions(org);
    try {
      return withDate(org, await handle(request));
    } catch (error) {
      if (error instanceof SalesforceError) return withDate(org, errorResponse(error));
      throw error;
    }
  };
  return { method, path, handle: answer };
}

function withDate(org: Org, response: LoopbackResponse): LoopbackResponse {
  const headers: Record<string, string> = { date: new Date(org.clock.now()).toUTCString(), ...response.headers };
  if (headers['content-type'] === 'application/json') headers['content-type'] = 'application/json;charset=UTF-8';
  return { ...response, headers };
}

function readIdentity(org: Org, request: LoopbackRequest, url: string): LoopbackResponse {
  const userId = authenticate(org, request);
  const { org: orgId = '', user = '' } = request.params;
  if (!ORG_ID.startsWith(orgId.slice(0, 15)) || user.slice(0, 15) !== userId.slice(0, 15)) {
    throw new SalesforceError(403, 'Bad_Id', 'Bad_Id');
  }
  return identity(org, userId, url);
}

function listResources(base: string, identityAddress: string): Readonly<Record<string, string>> {
  const names = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'jobs', 'tooling'];
  return { ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])), identity: identityAddress };
}

async function query(org: Org, { request, base }: DataCall, all: boolean): Promise<LoopbackResponse> {
  const answer = await startQuery(org, {
    text: request.query.get('q') ?? '',
    all,
    columns: request.query.get('columns') === 'true',
    batchSize: batchSizeOf(request),
    base,
  });
  return { ...json(200, answer), gzip: true };
}

async function nextPage(org: Org, { request, base }: DataCall): Promise<LoopbackResponse> {
  const answer = await continueQuery(org, request.params['locator'] ?? '', { base, batchSize: batchSizeOf(request) });
  return { ...json(200, answer), gzip: true };
}

function batchSizeOf(request: LoopbackRequest): number | undefined {
  const header = request.headers['sforce-query-options'];
  return readBatchSize(Array.isArray(header) ? header[0] : header);
}

function bodyOf(request: LoopbackRequest): unknown {
  const body = readJson(request);
  if (!body.ok) throw new SalesforceError(400, 'JSON_PARSER_ERROR', body.reason);
  return body.value;
}
