import { readJson } from '../loopback/respond.ts';
import type { LoopbackRequest, LoopbackResponse } from '../loopback/route.ts';
import { SalesforceError } from './errors.ts';
import { asFields } from './parse-schema.ts';

type Answer = (method: string, url: string, body: unknown) => Promise<LoopbackResponse>;

const MOST = 25;

/**
 * `POST composite`: runs the subrequests in order; `@{ref.path}` in a URL or body is replaced from earlier answers.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export async function runComposite(
  request: LoopbackRequest,
  answer: Answer,
): Promise<Readonly<Record<string, unknown>>> {
  const body = readJson(request);
  const list: unknown =
    body.ok && typeof body.value === 'object' && body.value !== null && 'compositeRequest' in body.value
      ? body.value.compositeRequest
      : undefined;
  if (!Array.isArray(list)) throw new SalesforceError(400, 'JSON_PARSER_ERROR', 'compositeRequest must be a list');
  if (list.length > MOST) {
    throw new SalesforceError(400, 'INVALID_INPUT', `The composite request may have at most ${MOST} subrequests`);
  }
  const answers = new Map<string, unknown>();
  const compositeResponse: unknown[] = [];
  for (const entry of list) {
    const { method, url, body: sent, referenceId } = asFields(entry, 'A subrequest');
    const target = JSON.parse(fillIn(JSON.stringify({ url, sent }), answers)) as { url: unknown; sent: unknown }; // as written one line above
    const response = await answer(
      typeof method === 'string' ? method.toUpperCase() : 'GET',
      String(target.url),
      target.sent,
    );
    const value: unknown = typeof response.body === 'string' && response.body !== '' ? JSON.parse(response.body) : null;
    answers.set(String(referenceId), value);
    compositeResponse.push({ body: value, httpHeaders: {}, httpStatusCode: response.status, referenceId });
  }
  return { compositeResponse };
}

function fillIn(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replaceAll(/@\{([\w.[\]]+)\}/gu, (written, path: string) => {
    const [reference = '', ...keys] = path.replaceAll(/\[(\d+)\]/gu, '.$1').split('.');
    let value = answers.get(reference);
    for (const key of keys)
      value =
        typeof value === 'object' && value !== null
          ? Object.entries(value).find(([name]) => name === key)?.[1]
          : undefined;
    return typeof value === 'string' || typeof value === 'number'
      ? JSON.stringify(String(value)).slice(1, -1)
      : written;
  });
}
