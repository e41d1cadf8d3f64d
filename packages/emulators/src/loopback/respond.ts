import type { LoopbackRequest, LoopbackResponse } from './route.ts';

/** A JSON answer, written without spaces. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): LoopbackResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** A text answer; `contentType` defaults to plain text. */
export function text(status: number, body: string, contentType = 'text/plain; charset=utf-8'): LoopbackResponse {
  return { status, headers: { 'content-type': contentType }, body };
}

/** The request's body as JSON, or the reason why it is none. */
export function readJson(request: LoopbackRequest): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(request.body.toString('utf8')) as unknown };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
