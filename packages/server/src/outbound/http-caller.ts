import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/** The largest response that is read. */
const MAX_BYTES = 256 * 1024;

export interface HttpCall {
  readonly method: string;
  /** Absolute, or a path of this server. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Aborts the call. */
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/** A call without a usable response. The message may be logged, because it contains the reason but never the URL. */
export class HttpCallFailed extends Error {
  override readonly name = 'HttpCallFailed';
}

export interface HttpCaller {
  /** @throws HttpCallFailed if the URL is not allowed or there is no valid response */
  call(call: HttpCall): Promise<HttpAnswer>;
  /**
   * The same with the body as a stream, whose size the caller has to limit.
   *
   * @throws HttpCallFailed if the URL is not allowed or there is no response
   */
  open(call: HttpCall): Promise<IncomingMessage>;
}

export interface HttpCallerOptions {
  /**
   * The hosts that may be called, as `host` or `host:port`. A listed host may be a private one; `*` allows
   * every public one.
   */
  readonly hosts: readonly string[];
  /** The URL of this server, which is called if a URL is only a path. */
  readonly self: () => string;
  /** Resolves host names. Default: the resolver of the system. */
  readonly lookup?: LookupFunction;
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) {
      response.destroy();
      throw new HttpCallFailed(`the answer is larger than ${MAX_BYTES} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Makes the HTTP calls of scenarios, whose URLs may contain visitors' input. A host is checked by the IP address
 * that the connection actually uses, which prevents DNS rebinding.
 * Redirects are not followed.
 */
export function createHttpCaller(options: HttpCallerOptions): HttpCaller {
  const agents = { 'http:': new RequestFilteringHttpAgent(), 'https:': new RequestFilteringHttpsAgent() };

  function judge(given: string): { url: URL; isTrusted: boolean } {
    const isOwn = given.startsWith('/');
    if (!URL.canParse(given, isOwn ? options.self() : undefined)) throw new HttpCallFailed('the address is none');
    const url = new URL(given, isOwn ? options.self() : undefined);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new HttpCallFailed('neither http nor https');
    if (isOwn && url.origin === new URL(options.self()).origin) return { url, isTrusted: true };
    const isTrusted = options.hosts.includes(url.host) || options.hosts.includes(url.hostname);
    if (!isTrusted && !options.hosts.includes('*')) throw new HttpCallFailed('the host is not in the list of hosts');
    return { url, isTrusted };
  }

  function failure(error: unknown, signal: AbortSignal): unknown {
    if (signal.aborted) return signal.reason;
    if (error instanceof HttpCallFailed) return error;
    const { code, message } = error as NodeJS.ErrnoException;
    return new HttpCallFailed(/is not allowed/.test(message) ? 'the address is a private one' : (code ?? 'no answer'));
  }

  async function open({ method, url: given, headers, body, signal }: HttpCall): Promise<IncomingMessage> {
    const { url, isTrusted } = judge(given);
    const protocol = url.protocol as keyof typeof agents;
    const start = protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const request = start(url, {
        method,
        headers: { accept: 'application/json', ...headers },
        ...(isTrusted ? {} : { agent: agents[protocol] }),
        ...(options.lookup ? { lookup: options.lookup } : {}),
        signal,
      });
      request.on('response', resolve);
      request.on('error', reject);
      request.end(body);
    });
  }

  return {
    async call(call) {
      try {
        const response = await open(call);
        return { status: response.statusCode ?? 0, text: await readText(response) };
      } catch (error) {
        throw failure(error, call.signal);
      }
    },
    async open(call) {
      try {
        return await open(call);
      } catch (error) {
        throw failure(error, call.signal);
      }
    },
  };
}
