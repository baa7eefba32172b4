import { isOrigin } from '@connective-chat/contracts/bot';
import { describe, expect, test } from 'vitest';
import { createTestServer } from './support/create-test-server.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, refusal } from './support/visitor.ts';

const allowed = 'https://shop.example.com';
const server = useServer({
  bots: [
    testBot,
    { ...testBot, id: 'strict', settings: { title: 'S', origins: [allowed, 'http://localhost:5173'] } },
    { ...testBot, id: 'apps', settings: { title: 'A', origins: [allowed], allowMissingOrigin: true } },
  ],
});
const auth = { botId: 'strict' };

describe.each([['websocket'], ['polling']] as const)('S1 over %s', (transport) => {
  const transports = [transport];
  test.each([allowed, 'http://localhost:5173'])('%s may connect', async (origin) => {
    await connect(server.url, { auth, origin, transports });
  });

  test.each([
    ['foreign', 'https://evil.example'],
    ['null', 'null'],
    ['suffix', 'https://shop.example.com.evil.example'],
    ['prefix', 'https://evilshop.example.com'],
    ['another subdomain', 'https://www.shop.example.com'],
    ['another port', 'https://shop.example.com:8443'],
    ['another protocol', 'http://shop.example.com'],
    ['upper case', 'https://SHOP.example.com'],
    ['trailing slash', 'https://shop.example.com/'],
    ['empty', ''],
  ])('%s may not connect', async (_, origin) => {
    expect(await refusal(server.url, { auth, origin, transports })).toMatchObject({
      code: 'ORIGIN_NOT_ALLOWED',
      retry: false,
    });
  });

  test('a connection without Origin is accepted only if the bot allows it', async () => {
    expect(await refusal(server.url, { auth, transports })).toMatchObject({ code: 'ORIGIN_NOT_ALLOWED' });
    await connect(server.url, { auth: { botId: 'apps' }, transports });
  });

  test('a bot open to all origins opens no other bot', async () => {
    await connect(server.url, { auth: { botId: 'test' }, origin: 'https://evil.example', transports });
    expect(await refusal(server.url, { auth, origin: 'https://evil.example', transports })).toMatchObject({
      code: 'ORIGIN_NOT_ALLOWED',
    });
  });
});

test('CORS reflects an allowed origin, without credentials', async () => {
  const answer = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`, { headers: { origin: allowed } });
  expect(answer.headers.get('access-control-allow-origin')).toBe(allowed);
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});

test.each(['https://shop.example.com', 'http://localhost:5173', 'https://xn--e1afmkfd.example', 'http://127.0.0.1'])(
  'S2: %s is an origin',
  (text) => expect(isOrigin(text)).toBe(true),
);

test.each([
  'example.com',
  'www.example.com',
  'https://example.com/',
  'https://example.com/path',
  'https://example.com?q',
  'ftp://example.com',
  'HTTPS://example.com',
  'https://example.com:443',
  'https://user@example.com',
  'null',
  '*',
  '',
])('S2: %s is not an origin', (text) => expect(isOrigin(text)).toBe(false));

test('S2: a bot with an invalid origin is refused', async () => {
  const bot = { ...testBot, settings: { title: 'x', origins: ['example.com'] } };
  await expect(createTestServer({ bots: [bot] })).rejects.toThrow(/Bot test cannot be defined:[\s\S]*origins/);
});
