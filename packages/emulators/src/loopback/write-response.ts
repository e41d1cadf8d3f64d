import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import type { LoopbackResponse } from './route.ts';

/** Sends an answer; a streamed body is pulled no faster than the client reads. Resolves when it is handed over. */
export async function writeResponse(
  message: IncomingMessage,
  response: ServerResponse,
  result: LoopbackResponse,
): Promise<void> {
  const { status, headers = {}, body } = result;
  const gzip = result.gzip === true && acceptsGzip(message);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (gzip) response.setHeader('content-encoding', 'gzip');
  response.statusCode = status;
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = gzip && body !== undefined ? gzipSync(body) : body;
    if (status !== 204) response.setHeader('content-length', bytes === undefined ? 0 : Buffer.byteLength(bytes));
    response.end(bytes);
    return;
  }
  const source = Readable.from(inLargePieces(body), { objectMode: false });
  // A client that goes away in the middle ends the pipeline; there is nobody left to tell.
  await (gzip ? pipeline(source, createGzip(), response) : pipeline(source, response)).catch(() => response.destroy());
}

const pieceSize = 32_768;

/** Joins small texts, because one write per line costs far more than the bytes do. */
async function* inLargePieces(body: AsyncIterable<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  let text = '';
  for await (const piece of body) {
    if (typeof piece === 'string') {
      text += piece;
      if (text.length < pieceSize) continue;
      yield text;
    } else {
      if (text !== '') yield text;
      yield piece;
    }
    text = '';
  }
  if (text !== '') yield text;
}

function acceptsGzip(message: IncomingMessage): boolean {
  return /\bgzip\b/u.test(message.headers['accept-encoding'] ?? '');
}
