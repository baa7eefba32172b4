import type { IncomingMessage } from 'node:http';

/** A body that is larger than it may be. */
export class BodyTooLarge extends Error {}

/** The bytes of a body, as long as they are not too many. @throws BodyTooLarge */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
