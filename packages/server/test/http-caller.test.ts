import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createHttpCaller, type HttpCallerOptions } from '../src/outbound/http-caller.ts';

/* S22: a request of a scenario is checked by the address that its host name resolves to. */

let answer: RequestListener = (_, response) => response.end('inner');
let reached = 0;
const inner = createServer((request, response) => {
  reached += 1;
  answer(request, response);
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => inner.listen(0, '127.0.0.1', resolve));
  port = (inner.address() as AddressInfo).port;
});
afterAll(() => {
  inner.closeAllConnections();
  inner.close();
});

/** A resolver that returns the given answers one after another, and then repeats the last one. */
function resolver(...answers: string[][]): LookupFunction {
  let asked = 0;
  return (_, options, done) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) done(null, found);
    else done(null, found[0]?.address ?? '', found[0]?.family);
  };
}

const call = (url: string, options: Partial<HttpCallerOptions> = {}, signal = AbortSignal.timeout(30_000)) =>
  createHttpCaller({ hosts: ['*'], self: () => `http://127.0.0.1:${port}`, ...options }).call({
    method: 'GET',
    url,
    headers: {},
    body: undefined,
    signal,
  });

test.each([
  'http://127.0.0.1:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://[::1]:PORT/',
  'http://[::]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://169.254.169.254/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'https://127.0.0.1:PORT/',
  'http://localhost:PORT/',
])('S22: %s is a private address', async (url) => {
  const before = reached;
  await expect(call(url.replace('PORT', String(port)))).rejects.toThrow('the address is a private one');
  expect(reached, 'nothing was asked there').toBe(before);
});

test.each([
  'file:///etc/passwd',
  'ftp://shop.test/',
  'gopher://127.0.0.1/',
  'javascript:1',
  'data:,x',
  '//127.0.0.1/',
  'no',
])('S22: %s is not a valid URL to call', async (url) => {
  await expect(call(url)).rejects.toThrow(/neither http nor https|the address is none|a private one/);
});

test('S22: a name that resolves to a private address is refused, also among public addresses', async () => {
  const before = reached;
  for (const addresses of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::1']]) {
    const lookup = resolver(addresses);
    await expect(call(`http://shop.test:${port}/`, { lookup })).rejects.toThrow('a private one');
  }
  expect(reached).toBe(before);
});

test('S22: DNS rebinding has no effect: each connection is checked by its own lookup', async () => {
  const before = reached;
  const lookup = resolver(['93.184.216.34'], ['127.0.0.1']);
  const caller = createHttpCaller({ hosts: ['*'], self: () => 'http://127.0.0.1:1', lookup });
  const once = (timeoutMs: number) =>
    caller.call({
      method: 'GET',
      url: `http://shop.test:${port}/`,
      headers: {},
      body: undefined,
      signal: AbortSignal.timeout(timeoutMs),
    });
  // No machine answers at the first address; whether the network says so, or says nothing, depends on the network.
  await expect(once(300)).rejects.toThrow();
  await expect(once(30_000)).rejects.toThrow('a private one');
  expect(reached).toBe(before);
});

test('S22: a redirect is returned and not followed', async () => {
  const before = reached;
  answer = (_, response) => response.writeHead(302, { location: '/secret' }).end();
  expect(await call(`http://shop.test:${port}/`, { hosts: ['shop.test'], lookup: resolver(['127.0.0.1']) })).toEqual({
    status: 302,
    text: '',
  });
  expect(reached).toBe(before + 1);
});

test('S22: listed hosts may be private, and without * no other host may be called', async () => {
  answer = (_, response) => response.end('inner');
  const listed = { hosts: [`127.0.0.1:${port}`] };
  expect(await call(`http://127.0.0.1:${port}/`, listed)).toEqual({ status: 200, text: 'inner' });
  expect(await call('/path', { hosts: [] }), 'this server itself').toEqual({ status: 200, text: 'inner' });
  await expect(call(`http://127.0.0.1:${port + 1}/`, listed)).rejects.toThrow('not in the list of hosts');
  await expect(call('http://shop.test/', listed)).rejects.toThrow('not in the list of hosts');
  await expect(call(`http://127.0.0.1.nip.test:${port}/`, listed)).rejects.toThrow('not in the list of hosts');
});

test('S22: an endless response is cut off, and a missing one times out', async () => {
  const listed = { hosts: ['127.0.0.1'] };
  let sent = 0;
  answer = (_, response) => {
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
      sent += 16_384;
    };
    response.on('drain', write);
    write();
  };
  await expect(call(`http://127.0.0.1:${port}/`, listed)).rejects.toThrow('larger than 262144 bytes');
  expect(sent).toBeLessThan(16 * 2 ** 20);

  answer = () => {};
  const stop = new AbortController();
  onTestFinished(() => inner.closeAllConnections());
  const waiting = call(`http://127.0.0.1:${port}/`, listed, stop.signal);
  setTimeout(() => stop.abort(new Error('time is up')), 50);
  await expect(waiting).rejects.toThrow('time is up');
});

test('S22: error messages contain no address, so that they may be logged', async () => {
  const failure = await call('http://nobody.invalid/?email=ada@x.test').catch((error: Error) => error.message);
  expect(failure).toMatch(/^[A-Z_]+$/);
});
