import type { IncomingMessage } from 'node:http';

/** The whole body, or `undefined` as soon as it is longer than `maxBytes` (the rest is left unread). */
export function readBody(message: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    message.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= maxBytes) pieces.push(piece);
      else resolve(undefined);
    });
    message.on('end', () => resolve(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)));
    message.on('error', reject);
    message.on('close', () => reject(new Error('the client went away')));
  });
}
