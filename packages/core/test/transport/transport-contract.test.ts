import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocketIoTransport, type Link, type Transport } from '@connective-chat/core';
import { createLazyTransport } from '@connective-chat/core/engine';
import { MemoryServer } from '@connective-chat/core/testing';
import { Server, type ServerOptions } from 'socket.io';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../src/errors.ts';
import { systemClock } from '../../src/platform/system-clock.ts';

/** The server of the contract: it answers `history`, never answers `silence`, and can push, disconnect and refuse. */
interface Bench {
  readonly transport: Transport;
  readonly url: string;
  push(event: string, payload: unknown): void;
  cut(): void;
  refuse(error: ChatError): void;
  connected(): number;
  close(): Promise<void>;
}

function memoryBench(): Bench {
  const server = new MemoryServer({ clock: systemClock });
  server.faults = { loseRequest: (event) => event === 'silence' };
  return {
    transport: server.transport,
    url: 'http://memory',
    push: (event, payload) => server.push(event, payload),
    cut: () => server.drop(),
    refuse: (error) => {
      server.refusal = error;
    },
    connected: () => server.connected,
    close: async () => {},
  };
}

interface SocketBench extends Bench {
  /** The Socket.IO server itself, to send packets without the protocol. */
  readonly io: Server;
}

async function socketBench(options: Partial<ServerOptions> = {}): Promise<SocketBench> {
  const http: HttpServer = createServer();
  const io = new Server(http, { serveClient: false, ...options });
  let refusal: ChatError | null = null;
  const widget = io.of('/widget');
  widget.use((_socket, next) => {
    if (!refusal) return next();
    next(
      Object.assign(new Error(refusal.message), {
        data: {
          code: refusal.code,
          message: refusal.message,
          retry: refusal.retryable,
          retryAfterMs: refusal.retryAfterMs,
          text: refusal.text,
        },
      }),
    );
  });
  widget.on('connection', (socket) => {
    socket.on('hello', (_payload: unknown, ack: (answer: unknown) => void) => ack({ ok: true }));
    socket.on('nonsense', (_payload: unknown, ack: (answer: unknown) => void) => ack({ ok: false, code: 'INVALID' }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    io,
    transport: createSocketIoTransport({ clock: systemClock }),
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    push: (event, payload) => void widget.emit(event, payload),
    cut: () => {
      for (const socket of widget.sockets.values()) socket.conn.close();
    },
    refuse: (error) => {
      refusal = error;
    },
    connected: () => widget.sockets.size,
    close: async () => {
      await io.close();
    },
  };
}

async function lazyBench(): Promise<Bench> {
  const bench = await socketBench();
  return { ...bench, transport: createLazyTransport(async () => bench.transport) };
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Heard {
  readonly log: string[];
  readonly errors: ChatError[];
  readonly link: Link;
}

function connect(
  bench: Bench,
  auth = async (): Promise<Record<string, unknown>> => ({ visitor: { id: 'visitor-1' } }),
  startWith: 'websocket' | 'polling' = 'websocket',
): Heard {
  const heard: Heard = { log: [], errors: [], link: undefined as never };
  const link = bench.transport.connect(
    { url: bench.url, path: '/socket.io', namespace: '/widget', startWith, auth },
    {
      onOpen: () => heard.log.push('open'),
      onEvent: (name) => heard.log.push(name),
      onClose: (error) => {
        heard.log.push('close');
        heard.errors.push(error);
      },
    },
  );
  return Object.assign(heard, { link });
}

const until = (check: () => unknown): Promise<unknown> => vi.waitUntil(check, { timeout: 20_000, interval: 2 });

describe.each([
  ['in memory', async () => memoryBench()],
  ['Socket.IO', () => socketBench()],
  ['Socket.IO, loaded with the first connection', lazyBench],
])('a transport: %s', (_, makeBench) => {
  async function setUp(): Promise<Bench> {
    const bench = await makeBench();
    closing.push(bench.close);
    return bench;
  }

  it('opens, answers a request, and delivers pushes in order', async () => {
    const bench = await setUp();
    const { log, link } = connect(bench);
    await until(() => log.includes('open'));
    expect(await link.request('hello', { cursor: null, pending: [], params: {} }, 2_000)).toMatchObject({ ok: true });
    for (const name of ['one', 'two', 'three']) bench.push(name, {});
    await until(() => log.length === 4);
    expect(log).toEqual(['open', 'one', 'two', 'three']);
    link.close();
  });

  it('reports a refused handshake by its code, and closes once', async () => {
    const bench = await setUp();
    bench.refuse(new ChatError('BANNED', 'Not from here.', { retryable: false, text: 'Не звідси.' }));
    const { log, errors } = connect(bench);
    await until(() => log.includes('close'));
    expect(errors[0]).toMatchObject({ name: 'ChatError', code: 'BANNED', retryable: false, text: 'Не звідси.' });
    expect(log).toEqual(['close']);
    expect(bench.connected()).toBe(0);
  });

  it('reports the retry time of a refused handshake', async () => {
    const bench = await setUp();
    bench.refuse(new ChatError('RATE_LIMITED', 'Too many.', { retryable: true, retryAfterMs: 4000 }));
    const { log, errors } = connect(bench);
    await until(() => log.includes('close'));
    expect(errors[0]).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 4000 });
    expect(log).toEqual(['close']);
    expect(bench.connected()).toBe(0);
  });

  it('closes with a retryable error when the handshake cannot be prepared', async () => {
    const bench = await setUp();
    const { log, errors } = connect(bench, () => Promise.reject(new Error('the token endpoint is down')));
    await until(() => log.includes('close'));
    expect(errors).toMatchObject([{ code: 'CONNECT_FAILED', retryable: true }]);
    expect(bench.connected()).toBe(0);
  });

  it('rejects pending requests when the link is cut, closes once, and does not reconnect by itself', async () => {
    const bench = await setUp();
    const { log, errors, link } = connect(bench);
    await until(() => log.includes('open'));
    await link.request('hello', { cursor: null, pending: [], params: {} }, 2_000);
    const waiting = expect(link.request('silence', {}, 5_000)).rejects.toMatchObject({
      code: 'CONNECTION_LOST',
      retryable: true,
    });
    bench.cut();
    await waiting;
    await until(() => log.includes('close'));
    await expect(link.request('hello', {}, 100)).rejects.toMatchObject({ code: 'CONNECTION_LOST' });
    expect(errors).toHaveLength(1);
    expect(bench.connected()).toBe(0);
  });

  it('rejects with NO_ANSWER at the timeout, and receives nothing after it is closed', async () => {
    const bench = await setUp();
    const { log, link } = connect(bench);
    await until(() => log.includes('open'));
    await link.request('hello', { cursor: null, pending: [], params: {} }, 2_000);
    await expect(link.request('silence', {}, 20)).rejects.toMatchObject({ code: 'NO_ANSWER', retryable: true });
    link.close();
    await until(() => bench.connected() === 0);
    bench.push('late', {});
    expect(log).toEqual(['open']);
  });

  it('closes while it opens, and leaves nothing behind', async () => {
    const bench = await setUp();
    const { log, link } = connect(bench);
    link.close();
    link.close();
    await until(() => bench.connected() === 0);
    expect(log).toEqual([]);
  });
});

describe('the Socket.IO transport', () => {
  async function setUp(options: Partial<ServerOptions> = {}): Promise<SocketBench> {
    const bench = await socketBench(options);
    closing.push(bench.close);
    return bench;
  }
  const transportsOf = (bench: SocketBench): string[] =>
    [...bench.io.of('/widget').sockets.values()].map((socket) => socket.conn.transport.name);

  it('falls back to polling if the server has no WebSocket', async () => {
    const bench = await setUp({ transports: ['polling'] });
    const { log, link } = connect(bench);
    await until(() => log.includes('open'));
    expect(transportsOf(bench)).toEqual(['polling']);
    expect(await link.request('hello', {}, 2_000)).toEqual({ ok: true });
    link.close();
    await until(() => bench.connected() === 0);
  });

  it('starts with polling if configured, and upgrades to WebSocket', async () => {
    const bench = await setUp();
    const { log, link } = connect(bench, undefined, 'polling');
    await until(() => log.includes('open'));
    await until(() => transportsOf(bench)[0] === 'websocket');
    expect(await link.request('hello', {}, 2_000)).toEqual({ ok: true });
    link.close();
    await until(() => bench.connected() === 0);
  });

  it('closes when the server disconnects the namespace, and frees the underlying connection', async () => {
    const bench = await setUp();
    const { log, errors } = connect(bench);
    await until(() => bench.connected() === 1 && log.includes('open'));
    for (const socket of bench.io.of('/widget').sockets.values()) socket.disconnect();
    await until(() => log.includes('close'));
    expect(errors).toMatchObject([{ code: 'CONNECTION_LOST', retryable: true }]);
    await until(() => bench.io.engine.clientsCount === 0);
  });

  it.each([
    ['an invalid packet', 'garbage'],
    ['an event that is not an array', '2/widget,{"a":1}'],
    ['an event under a reserved name', '2/widget,["connect"]'],
    ['an ack that is not an array', '3/widget,1{"a":1}'],
    ['unannounced binary data', Buffer.from('bytes')],
  ])('closes when the server sends %s', async (_case, packet) => {
    const bench = await setUp();
    const { log, errors } = connect(bench);
    await until(() => bench.connected() === 1 && log.includes('open'));
    for (const socket of bench.io.of('/widget').sockets.values()) socket.conn.write(packet);
    await until(() => log.includes('close'));
    expect(errors).toMatchObject([{ code: 'CONNECTION_LOST', retryable: true }]);
    await until(() => bench.connected() === 0);
  });

  it('ignores other namespaces and unrequested acks', async () => {
    const bench = await setUp();
    const { log, link } = connect(bench);
    await until(() => bench.connected() === 1 && log.includes('open'));
    for (const socket of bench.io.of('/widget').sockets.values()) {
      socket.conn.write('2/operator,["foreign",{}]');
      socket.conn.write('3/widget,99[{"ok":true}]');
    }
    bench.push('own', {});
    await until(() => log.includes('own'));
    expect(log).toEqual(['open', 'own']);
    link.close();
  });

  it('passes text unchanged, whatever characters it has', async () => {
    const bench = await setUp();
    bench.io.of('/widget').on('connection', (socket) => {
      socket.on('echo', (payload: unknown, ack: (answer: unknown) => void) => ack(payload));
    });
    const { log, link } = connect(bench);
    await until(() => log.includes('open'));
    const text = '2/widget,["x"] \u2028 \u0000 😀 \ud800 "quoted" \\ 451-';
    expect(await link.request('echo', { text }, 2_000)).toEqual({ text });
    link.close();
  });
});

it('receives nothing before the server has accepted the handshake', async () => {
  const bench = await socketBench();
  closing.push(bench.close);
  bench.io.of('/widget').use((socket, next) => {
    socket.conn.write('2/widget,["early",{}]');
    next();
  });
  const { log, link } = connect(bench);
  await until(() => bench.connected() === 1 && log.includes('open'));
  bench.push('own', {});
  await until(() => log.includes('own'));
  expect(log).toEqual(['open', 'own']);
  link.close();
});
