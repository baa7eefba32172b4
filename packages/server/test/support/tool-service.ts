import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface ToolRequest {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the caller has closed the connection before it was answered. */
  readonly gone: Promise<void>;
}

/** A service that tools call. It answers `/hold…` never, `/status/500` with that status, and everything else with JSON. */
export function useToolService() {
  const requests: ToolRequest[] = [];
  const waiting: (() => void)[] = [];
  let response: string | null = null;
  let hold: string | null = null;
  const respond = ({ url }: ToolRequest, to: ServerResponse) => {
    if (url.startsWith('/hold') || url === hold) return;
    const status = Number(/^\/status\/(\d+)/.exec(url)?.[1] ?? 200);
    to.writeHead(status, { 'content-type': 'application/json' });
    to.end(response ?? JSON.stringify({ order: { number: url.split('/').at(-1), state: 'sent' } }));
  };
  const server = createServer((incoming, to) => {
    let body = '';
    incoming.on('data', (data) => (body += data));
    incoming.on('end', () => {
      const gone = new Promise<void>((resolve) => to.on('close', () => void (to.writableFinished || resolve())));
      const request = { method: incoming.method, url: incoming.url ?? '', headers: incoming.headers, body, gone };
      requests.push(request);
      respond(request, to);
      for (const notify of waiting.splice(0)) notify();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    requests,
    get host() {
      return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** The text of all further responses; null for the usual one. */
    set response(text: string | null) {
      response = text;
    },
    /** The URL whose requests are not answered. */
    set hold(url: string | null) {
      hold = url;
    },
    /** The requests whose URL contains a text. */
    of: (part: string) => requests.filter(({ url }) => url.includes(part)),
    /** Resolves with the number-th request whose URL contains a text. */
    async next(part: string, number = 1): Promise<ToolRequest> {
      for (;;) {
        const found = requests.filter(({ url }) => url.includes(part))[number - 1];
        if (found) return found;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
