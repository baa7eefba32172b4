import { expect, test } from 'vitest';
import { isOwnOrigin, type OwnOrigin } from '../src/http/own-origin.ts';

const own: OwnOrigin = { publicUrl: undefined, more: [], proxies: 0 };
const proxied: OwnOrigin = { ...own, publicUrl: 'https://chat.example.com/x', proxies: 1 };

test.each([
  ['http://127.0.0.1:3000', '127.0.0.1:3000'],
  ['http://192.168.1.5', '192.168.1.5'],
  ['http://[::1]:3000', '[::1]:3000'],
  ['http://localhost:3000', 'localhost:3000'],
  ['http://shop.localhost:3000', 'shop.localhost:3000'],
  ['http://localhost', 'localhost:80'],
])('a page of %s belongs to this server, requested as %s', (origin, host) => {
  expect(isOwnOrigin(own, { origin, host })).toBe(true);
});

test.each([
  ['any name that resolves to this server', 'http://rebound.example:3000', 'rebound.example:3000'],
  ['another scheme on the same host', 'https://127.0.0.1:3000', '127.0.0.1:3000'],
  ['an extension of the browser', 'chrome-extension://127.0.0.1', '127.0.0.1'],
  ['another port', 'http://127.0.0.1:4000', '127.0.0.1:3000'],
  ['another address', 'http://127.0.0.2:3000', '127.0.0.1:3000'],
  ['a sandboxed frame', 'null', '127.0.0.1:3000'],
  ['no host', 'http://127.0.0.1', undefined],
  ['an invalid host', 'http://127.0.0.1', 'x y'],
  ['a name that only looks like localhost', 'http://localhost.evil.example', 'localhost.evil.example'],
])('foreign origin refused: %s', (_, origin, host) => {
  expect(isOwnOrigin(own, { origin, ...(host === undefined ? {} : { host }) })).toBe(false);
});

test('the public URL and configured origins are own, whatever Host says', () => {
  const named: OwnOrigin = { ...proxied, more: ['https://admin.example.com'] };
  for (const origin of ['https://chat.example.com', 'https://admin.example.com']) {
    expect(isOwnOrigin(named, { origin, host: '10.0.0.7:3000' }), origin).toBe(true);
  }
  for (const origin of ['http://chat.example.com', 'https://admin.example.com:444']) {
    expect(isOwnOrigin(named, { origin, host: '10.0.0.7:3000' }), origin).toBe(false);
  }
});

test('X-Forwarded-Proto is trusted from our own proxy only', () => {
  const headers = { origin: 'https://10.0.0.5', host: '10.0.0.5', 'x-forwarded-proto': 'http, https' };
  expect(isOwnOrigin(proxied, headers)).toBe(true);
  expect(isOwnOrigin(own, headers)).toBe(false);
  expect(isOwnOrigin(proxied, { ...headers, 'x-forwarded-proto': 'https, http' })).toBe(false);
});

test('a request without an origin is accepted', () => {
  expect(isOwnOrigin(own, { host: 'anything.example' })).toBe(true);
});
