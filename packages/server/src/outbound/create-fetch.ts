import type { IncomingMessage } from 'node:http';
import { ReadableStream } from 'node:stream/web';
import { type HttpCaller, HttpCallFailed } from './http-caller.ts';

/** The part of `fetch` that libraries use. */
export type Fetch = (input: string | URL, init?: RequestInit) => Promise<Response>;

/** The statuses of responses that may have no body, which `Response` requires to be null. */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304]);

async function* readUpTo(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new HttpCallFailed(`the answer is larger than ${maxBytes} bytes`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof HttpCallFailed || (error as Error).name === 'AbortError') throw error;
    throw new HttpCallFailed((error as NodeJS.ErrnoException).code ?? 'the answer is cut off');
  }
}

/**
 * A `fetch` for libraries, with the rules of the requests of scenarios: it reaches only allowed hosts, checks the
 * address that the connection uses, and follows no redirect.
 *
 * @param maxBytes the largest body; a longer one ends with an error
 */
export function createFetch(caller: HttpCaller, maxBytes: number): Fetch {
  return async (input, init = {}) => {
    const response = await caller.open({
      method: init.method ?? 'GET',
      url: String(input),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === 'string' ? init.body : undefined,
      signal: init.signal ?? new AbortController().signal,
    });
    const status = response.statusCode ?? 0;
    const headers = new Headers();
    for (const [name, values] of Object.entries(response.headersDistinct)) {
      for (const value of values ?? []) headers.append(name, value);
    }
    if (BODILESS.has(status)) {
      response.resume();
      return new Response(null, { status, headers });
    }
    return new Response(ReadableStream.from(readUpTo(response, maxBytes)) as BodyInit, { status, headers });
  };
}
