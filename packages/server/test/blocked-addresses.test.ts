import { DEFAULT_BLOCKED_TEXTS } from '@connective-chat/contracts/bot';
import { expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { logIn, tokenOf } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, openChat, refusal } from './support/visitor.ts';

const settings = { ...testBot.settings, languages: ['en', 'uk'] };
const blocking = {
  addresses: ['203.0.113.7', '198.51.100.0/24', '2001:db8::7', '2001:db8:1::/48', '::ffff:192.0.2.9'],
  texts: { uk: 'Доступ із вашої адреси закрито.', en: ' ' },
};
const server = useServer({
  // Tests set the address of a visitor with the proxy header.
  proxies: 1,
  bots: [
    { ...testBot, id: 'blocking', settings: { ...settings, blocking } },
    { ...testBot, id: 'open', settings },
    { ...testBot, id: 'shown', settings: { ...settings, recognizeUserMeta: true } },
  ],
  operators: [
    { id: 'ann', login: 'ann', name: 'Ann', password: 'ann-password' },
    { id: 'cleo', login: 'cleo', name: 'Cleo', password: 'cleo-password', role: 'admin' },
  ],
});
const from = (address: string, auth: Record<string, unknown> = { botId: 'blocking' }) => ({
  auth,
  headers: { 'x-forwarded-for': address },
});

test.each(['203.0.113.7', '198.51.100.200', '2001:db8::7', '2001:db8:1:2::3', '192.0.2.9'])(
  'a visitor of %s is refused',
  async (address) => {
    expect(await refusal(server.url, from(address))).toMatchObject({ code: 'BANNED', retry: false });
    await connect(server.url, from(address, { botId: 'open' }));
  },
);

test.each(['203.0.113.8', '198.51.101.1', '2001:db8::8', '2001:db8:2::3', '192.0.2.8'])(
  'a visitor of %s, adjacent to a blocked address, is accepted',
  async (address) => {
    await connect(server.url, from(address));
  },
);

test.each([
  ['uk-UA', blocking.texts.uk],
  ['en', DEFAULT_BLOCKED_TEXTS.en],
  ['ru', DEFAULT_BLOCKED_TEXTS.ru],
  ['de', DEFAULT_BLOCKED_TEXTS.en],
])('in %s the text is "%s"', async (locale, text) => {
  const refused = await refusal(server.url, from('203.0.113.7', { botId: 'blocking', locale }));
  expect(refused.text).toBe(text);
});

test('a visitor with protocol 1 is also refused with the text', async () => {
  const refused = await refusal(server.url, from('203.0.113.7', { botId: 'blocking', v: 1, locale: 'uk' }));
  expect(refused).toMatchObject({ code: 'BANNED', text: blocking.texts.uk });
});

test('saving the list ends the sessions of its addresses at once, and no others', async () => {
  const auth = { botId: 'open', locale: 'ru' };
  const { visitor: blocked } = await openChat(server.url, from('203.0.113.20', auth));
  const { visitor: other } = await openChat(server.url, from('203.0.113.21', auth));
  const call = { token: await tokenOf(server.url, 'cleo'), parts: { bot: 'open' } };
  const { bot } = await done(server.url, 'getBot', undefined, call);
  const next = { ...bot.settings, blocking: { addresses: ['203.0.113.20'], texts: {} } };
  await done(server.url, 'saveSettings', { rev: bot.rev, settings: next }, call);
  expect(await blocked.next('bye')).toMatchObject({ code: 'BANNED', retry: false, text: DEFAULT_BLOCKED_TEXTS.ru });
  await expect.poll(() => blocked.socket.connected).toBe(false);
  expect(await other.say('still here')).toMatchObject({ ok: true });
  expect(other.of('bye')).toEqual([]);
});

test('an address blocked by an operator appears in the settings and the audit log', async () => {
  const auth = { botId: 'shown' };
  const { visitor, hello } = await openChat(server.url, from('203.0.113.30', auth));
  const ann = await logIn(server.url, 'ann');
  const conversation = hello.conversation as string;
  expect(await ann.ask('block_address', { conversation })).toMatchObject({ ok: true, address: '203.0.113.30' });
  expect(await visitor.next('bye')).toMatchObject({ code: 'BANNED', text: DEFAULT_BLOCKED_TEXTS.en });
  expect(await refusal(server.url, from('203.0.113.30', auth))).toMatchObject({ code: 'BANNED' });
  const token = await tokenOf(server.url, 'cleo');
  const { bot } = await done(server.url, 'getBot', undefined, { token, parts: { bot: 'shown' } });
  expect(bot.settings.blocking).toEqual({ addresses: ['203.0.113.30'], texts: {} });
  const { items } = await done(server.url, 'audit', { limit: 10, action: 'visitor.address_blocked' }, { token });
  expect(items).toMatchObject([
    {
      actor: { login: 'ann' },
      target: { kind: 'conversation', id: conversation },
      detail: { bot: 'shown', address: '203.0.113.30' },
    },
  ]);
});

test('the whole IPv6 network is blocked, and an address hidden from operators is not revealed', async () => {
  const auth = { botId: 'open' };
  const { hello } = await openChat(server.url, from('2001:db8:aa:bb::1', auth));
  const ann = await logIn(server.url, 'ann');
  expect(await ann.ask('block_address', { conversation: hello.conversation })).toMatchObject({
    ok: true,
    address: null,
  });
  expect(await refusal(server.url, from('2001:db8:aa:bb:cc::2', auth))).toMatchObject({ code: 'BANNED' });
  await connect(server.url, from('2001:db8:aa:bc::1', auth));
});

test('the address of an offline visitor without a stored one is unknown', async () => {
  const { visitor, hello } = await openChat(server.url, from('203.0.113.40', { botId: 'open' }));
  const ann = await logIn(server.url, 'ann');
  visitor.socket.disconnect();
  const { conversation } = hello;
  await expect.poll(async () => (await ann.ask('open', { conversation })).visitor.online).toBe(false);
  expect(await ann.ask('block_address', { conversation })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
});

test('a file is not accepted from a blocked address', async () => {
  const auth = { botId: 'blocking' };
  const { visitor } = await openChat(server.url, from('203.0.113.50', auth));
  const { token } = await visitor.ask('upload', { name: 'a.txt', size: 1, mime: 'text/plain' });
  const response = await fetch(`${server.url}/api/bots/blocking/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain', 'x-forwarded-for': '203.0.113.7' },
    body: 'a',
  });
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ code: 'BANNED' });
});
