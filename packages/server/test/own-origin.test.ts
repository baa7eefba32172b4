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
])('a page of %s is of this server, asked as %s', (origin, host) => {
  expect(isOwnOrigin(own, { origin, host })).toBe(true);
});

test.each([
  ['a name that leads here, whoever owns it', 'http://rebound.example:3000', 'rebound.example:3000'],
  ['another scheme on the same host', 'https://127.0.0.1:3000', '127.0.0.1:3000'],
  ['an extension of the browser', 'chrome-extension://127.0.0.1', '127.0.0.1'],
  ['another port', 'http://127.0.0.1:4000', '127.0.0.1:3000'],
  ['another address', 'http://127.0.0.2:3000', '127.0.0.1:3000'],
  ['a sandboxed frame', 'null', '127.0.0.1:3000'],
  ['no host', 'http://127.0.0.1', undefined],
  ['a host that is none', 'http://127.0.0.1', 'x y'],
  ['a name that only looks like the machine', 'http://localhost.evil.example', 'localhost.evil.example'],
])('refused: %s', (_, origin, host) => {
  expect(isOwnOrigin(own, { origin, ...(host === undefined ? {} : { host }) })).toBe(false);
});

test('the public URL and what the configuration names are own, whatever Host says', () => {
  const named: OwnOrigin = { ...proxied, more: ['https://admin.example.com'] };
  for (const origin of ['https://chat.example.com', 'https://admin.example.com']) {
    expect(isOwnOrigin(named, { origin, host: '10.0.0.7:3000' }), origin).toBe(true);
  }
  for (const origin of ['http://chat.example.com', 'https://admin.example.com:444']) {
    expect(isOwnOrigin(named, { origin, host: '10.0.0.7:3000' }), origin).toBe(false);
  }
});

test('that a page came by https is believed of our own proxy alone', () => {
  const headers = { origin: 'https://10.0.0.5', host: '10.0.0.5', 'x-forwarded-proto': 'http, https' };
  expect(isOwnOrigin(proxied, headers)).toBe(true);
  expect(isOwnOrigin(own, headers)).toBe(false);
  expect(isOwnOrigin(proxied, { ...headers, 'x-forwarded-proto': 'https, http' })).toBe(false);
});

test('a program sends no origin', () => {
  expect(isOwnOrigin(own, { host: 'anything.example' })).toBe(true);
});
