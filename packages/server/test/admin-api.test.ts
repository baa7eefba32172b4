import { createHash } from 'node:crypto';
import { adminEndpoints, type EndpointName } from '@connective-chat/contracts/admin';
import { expect, test } from 'vitest';
import { ask, done } from './support/admin-api.ts';
import { tokenOf } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, openChat, refusal } from './support/visitor.ts';

const account = (id: string, role: 'admin' | 'operator') => ({
  id,
  name: id,
  login: id,
  password: `${id}-password`,
  role,
});
const server = useServer({
  bots: [testBot],
  operators: [account('boss', 'admin'), account('ann', 'operator')],
  providers: { held: new HeldAgent() },
});
const boss = async () => ({ token: await tokenOf(server.url, 'boss') });
const bot = async (id = 'test') => ({ ...(await boss()), parts: { bot: id } });
const parts = { bot: 'test', account: 'ann', version: 1, article: 'returns' };

const names = Object.keys(adminEndpoints) as EndpointName[];
const guarded = names.filter((name) => adminEndpoints[name].access !== 'anyone');

test.each(guarded)('S7: %s is refused without a token, with a wrong one, and from another origin', async (name) => {
  expect(await ask(server.url, name, {}, { parts })).toMatchObject({ status: 401, answer: { code: 'AUTH_FAILED' } });
  const token = 'x'.repeat(43);
  expect(await ask(server.url, name, {}, { parts, token })).toMatchObject({ answer: { code: 'AUTH_FAILED' } });
  const foreign = { parts, ...(await boss()), headers: { origin: 'https://evil.example' } };
  expect(await ask(server.url, name, {}, foreign)).toMatchObject({
    status: 403,
    answer: { code: 'ORIGIN_NOT_ALLOWED' },
  });
});

test.each(guarded.filter((name) => adminEndpoints[name].access === 'admin'))(
  'S7: %s is refused for an operator, whatever the body',
  async (name) => {
    const token = await tokenOf(server.url, 'ann');
    expect(await ask(server.url, name, {}, { parts, token })).toMatchObject({
      status: 403,
      answer: { code: 'FORBIDDEN' },
    });
  },
);

const withBody = names.filter((name) => 'request' in adminEndpoints[name] && adminEndpoints[name].method !== 'GET');
test.each(withBody)(
  'S14: %s refuses a body of another shape, one nested too deeply, and one that is not JSON',
  async (name) => {
    const call = { ...(await boss()), parts };
    const refused = { status: 400, answer: { code: 'INVALID' } };
    expect(await ask(server.url, name, { surprise: 1 }, call)).toMatchObject(refused);
    expect(await ask(server.url, name, '{"__proto__":{"a":1},"constructor":1}', call)).toMatchObject(refused);
    expect(await ask(server.url, name, '{"a":', call)).toMatchObject(refused);
    expect(await ask(server.url, name, '{"title":"a\\u0000b"}', call)).toMatchObject(refused);
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(await ask(server.url, name, deep, call)).toMatchObject(refused);
    const plain = { ...call, headers: { 'content-type': 'text/plain' } };
    expect(await ask(server.url, name, {}, plain)).toMatchObject({ status: 415, answer: { code: 'UNSUPPORTED_TYPE' } });
  },
);

test('an unknown path and an unsupported method get different errors', async () => {
  const answer = async (method: string, path: string) => (await fetch(server.url + path, { method })).json();
  expect(await answer('GET', '/api/admin/nothing')).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  expect(await answer('DELETE', '/api/auth/login')).toMatchObject({ ok: false, code: 'METHOD_NOT_ALLOWED' });
  expect((await fetch(`${server.url}/api/admin/bots/%ff`)).status).toBe(400);
});

test('a NUL character in a URL is refused before it reaches the database', async () => {
  const { token } = await boss();
  const headers = { authorization: `Bearer ${token}` };
  for (const path of ['/api/admin/bots/%00', '/api/admin/bots/test/articles?query=%00']) {
    const answer = await fetch(server.url + path, { headers });
    expect(answer.status, path).toBe(400);
    expect(await answer.json()).toMatchObject({ ok: false, code: 'INVALID' });
  }
  expect((await fetch(`${server.url}/api/bots/%00/icon`)).status).toBe(400);
  expect((await fetch(`${server.url}/api/bots/%00/files`, { method: 'POST' })).status).toBe(400);
});

test('a bot is created once, with the next number or with a given id', async () => {
  const { bot: first } = await done(server.url, 'createBot', { title: 'Second shop' }, await boss());
  expect(first).toMatchObject({ id: '1', title: 'Second shop', published: 1, draftChanged: false, rev: 1 });
  expect(first.settings).toMatchObject({ origins: [], allowMissingOrigin: false, customCodeEnabled: false });
  await done(server.url, 'createBot', { id: 'shop-2', title: 'Shop' }, await boss());
  expect(await ask(server.url, 'createBot', { id: 'shop-2', title: 'Shop' }, await boss())).toMatchObject({
    status: 409,
    answer: { code: 'CONFLICT' },
  });
  expect(await ask(server.url, 'createBot', { id: "'; drop table bots", title: 'x' }, await boss())).toMatchObject({
    status: 400,
  });
  const { items } = await done(server.url, 'listBots', undefined, await boss());
  expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining(['1', 'shop-2', 'test']));
  expect(await refusal(server.url, { auth: { botId: '1' }, origin: 'https://a.example' })).toMatchObject({
    code: 'ORIGIN_NOT_ALLOWED',
  });
});

test('settings: CORS domains follow the documented rules, apply at once, and no save overwrites a colleague’s', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'cors', title: 'Cors' }, await boss());
  const call = await bot('cors');
  const save = (rev: number, origins: unknown) =>
    ask(server.url, 'saveSettings', { rev, settings: { ...made.settings, origins } }, call);
  const wrong: [string, RegExp][] = [
    ['example.com', /protocol/],
    ['www.example.com', /protocol/],
    ['https://example.com/', /slash/],
    ['ftp://example.com', /neither http nor https/],
    ['https://example.com/shop', /path/],
    ['https://example.com?x', /query/],
    ['https://EXAMPLE.com', /not written as/],
    ['https://example.com:443', /not written as/],
    ['https://a@example.com', /user name/],
    [' https://example.com', /blanks/],
    ['null', /protocol/],
    ['*', /protocol/],
  ];
  for (const [origin, why] of wrong) {
    const { status, answer } = await save(1, ['https://ok.example', origin]);
    expect(status, origin).toBe(400);
    expect(answer.problems).toHaveLength(1);
    expect(answer.problems).toMatchObject([
      { path: 'settings.origins.1', code: expect.stringMatching(/^origin-/), message: expect.stringMatching(why) },
    ]);
  }
  const auth = { botId: 'cors' };
  const right = ['https://shop.example.com', 'http://localhost:5173'];
  expect((await save(1, right)).answer.bot).toMatchObject({ rev: 2, settings: { origins: right } });
  for (const origin of right) await connect(server.url, { auth, origin });
  expect(await refusal(server.url, { auth, origin: 'https://www.shop.example.com' })).toMatchObject({
    code: 'ORIGIN_NOT_ALLOWED',
  });
  expect(await save(1, [])).toMatchObject({ status: 409, answer: { code: 'CONFLICT' } });
  await save(2, []);
  expect(await refusal(server.url, { auth, origin: right[0] as string })).toMatchObject({
    code: 'ORIGIN_NOT_ALLOWED',
  });
});

test('of two simultaneous saves one is refused as outdated', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'race', title: 'Race' }, await boss());
  const call = await bot('race');
  const save = (title: string) =>
    ask(server.url, 'saveSettings', { rev: 1, settings: { ...made.settings, title } }, call);
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(save));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
});

test('S16: Custom Code is off by default, sent only when enabled, and each change is audited by its hash', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'code', title: 'Code' }, await boss());
  const call = await bot('code');
  const customCode = 'console.log("</script>")';
  const save = (rev: number, more: object) =>
    done(
      server.url,
      'saveSettings',
      { rev, settings: { ...made.settings, origins: '*', allowMissingOrigin: true, ...more } },
      call,
    );
  await save(1, { customCode });
  const chat = async () => (await openChat(server.url, { auth: { botId: 'code' } })).hello.bot;
  expect((await chat()).customCode).toBeUndefined();
  await save(2, { customCode, customCodeEnabled: true });
  expect((await chat()).customCode).toBe(customCode);
  const { items } = await done(server.url, 'audit', { target: 'code', action: 'bot.custom_code' }, await boss());
  expect(items).toHaveLength(2);
  const sha256 = createHash('sha256').update(customCode).digest('base64url');
  expect(items[0]).toMatchObject({
    actor: { id: 'boss', login: 'boss' },
    action: 'bot.custom_code_changed',
    detail: { enabled: true, sha256 },
  });
  expect(JSON.stringify(items)).not.toContain('console.log');
});

test('Custom Code with syntax errors and http picture URLs are refused when saved', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'careful', title: 'Careful' }, await boss());
  const call = await bot('careful');
  const save = async (change: Record<string, unknown>) => {
    const { bot: now } = await done(server.url, 'getBot', undefined, call);
    return ask(server.url, 'saveSettings', { rev: now.rev, settings: { ...made.settings, ...change } }, call);
  };
  const refused = await save({ customCodeEnabled: true, customCode: 'const a = ;' });
  expect(refused).toMatchObject({ status: 400, answer: { code: 'INVALID' } });
  expect(refused.answer.problems).toMatchObject([
    {
      path: 'settings.customCode',
      code: 'custom-code',
      params: { line: 1, column: 11 },
      message: expect.stringContaining('(1:10)'),
    },
  ]);
  expect((await save({ customCodeEnabled: true, customCode: 'await Promise.resolve(); export {};' })).status).toBe(200);
  expect((await save({ customCodeEnabled: false, customCode: 'const a = ;' })).status, 'it does not run').toBe(200);
  expect(await save({ avatar: 'http://shop.example/a.png' })).toMatchObject({
    status: 400,
    answer: { problems: [{ path: 'settings.avatar', code: 'secure-address' }] },
  });
  expect((await save({ avatar: 'https://shop.example/a.png' })).status).toBe(200);
});

test('appearance: accepts every colour key, only colours and gradients, and nothing that could do more', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'looks', title: 'Looks' }, await boss());
  const call = await bot('looks');
  const gradient = 'linear-gradient(130deg, #734FE1, #D14EE0)';
  const colors = {
    accent: 'rebeccapurple',
    device: { bg: gradient, dot: '#B8A6EE', border: '#E4E4E4', container: gradient },
    header: { bg: gradient, dot: '#B8A6EE', text: '#ffffff' },
    sentMessage: { bg: 'rgb(78 140 255 / 80%)', text: '#fff' },
    receivedMessage: { bg: 'oklch(0.9 0.02 250)', text: '#222222' },
    userInput: { bg: gradient, border: 'transparent', text: '#FFFFFF' },
    keyboardButton: { bg: '#BB0044', border: '#BB0044', text: '#FFFFFF' },
    inlineKeyboardButton: { bg: '#4e8cff', text: '#4e8cff' },
    poweredLink: { color: '#FFFFFF' },
  };
  const save = (rev: number, appearance: unknown) =>
    ask(server.url, 'saveSettings', { rev, settings: { ...made.settings, appearance } }, call);
  for (const bg of ['url(https://evil.example)', 'red; } * { display: none', 'expression(alert(1))', 'red</style>']) {
    expect((await save(1, { colors: { header: { bg } } })).answer.problems).toMatchObject([
      { path: 'settings.appearance.colors.header.bg' },
    ]);
  }
  expect((await save(1, { multi_channel: { messengers: { viber: 'javascript:alert(1)' } } })).status).toBe(400);
  const saved = await save(1, { format: 'multi', colors, multi_channel: { messengers: { viber: 'viber://pa?a=b' } } });
  expect(saved.answer.bot.settings.appearance.colors).toEqual(colors);
});

test('S21: the icon is detected from its bytes, limited in size, never a page, and gets a new URL when it changes', async () => {
  const call = await bot();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const svg = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  expect(await ask(server.url, 'saveIcon', svg, call)).toMatchObject({ answer: { code: 'UNSUPPORTED_TYPE' } });
  const large = Buffer.concat([png, Buffer.alloc(300_000)]);
  expect(await ask(server.url, 'saveIcon', large, call)).toMatchObject({ status: 413, answer: { code: 'TOO_LARGE' } });
  const { answer } = await ask(server.url, 'saveIcon', new Uint8Array(png), call);
  const served = await fetch(server.url + answer.bot.icon);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await served.arrayBuffer())).toEqual(png);

  const face = async () => {
    const { hello } = await openChat(server.url, { auth: { botId: call.parts.bot }, origin: 'https://shop.example' });
    return hello.bot.avatar as string | undefined;
  };
  const save = (rev: number, settings: object) =>
    done(server.url, 'saveSettings', { rev, settings: { ...answer.bot.settings, ...settings } }, call);
  await save(answer.bot.rev, { origins: '*' });
  expect(await face(), 'whole, for pages of other origins').toBe(server.url + answer.bot.icon);
  const avatar = 'https://shop.example/face.png';
  await save(answer.bot.rev + 1, { origins: '*', avatar });
  expect(await face(), 'the avatar comes first').toBe(avatar);
  await save(answer.bot.rev + 2, { origins: '*' });
  expect((await ask(server.url, 'deleteIcon', undefined, call)).answer.bot.icon).toBeNull();
  expect((await fetch(server.url + answer.bot.icon)).status).toBe(404);
  expect(await face()).toBeUndefined();
});

test('S4: the identity secret is shown once and cannot be read again; saving the settings keeps it', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'secret', title: 'Secret' }, await boss());
  const call = await bot('secret');
  const { secret } = await done(server.url, 'newIdentitySecret', {}, call);
  const saved = await done(server.url, 'saveSettings', { rev: 2, settings: made.settings }, call);
  expect(saved.bot.hasIdentitySecret).toBe(true);
  expect(JSON.stringify(saved)).not.toContain(secret);
  const withSecret = { rev: 3, settings: { ...made.settings, identitySecret: 'x'.repeat(40) } };
  expect(await ask(server.url, 'saveSettings', withSecret, call)).toMatchObject({ status: 400 });
  await done(server.url, 'deleteIdentitySecret', undefined, call);
  expect((await done(server.url, 'getBot', undefined, call)).bot.hasIdentitySecret).toBe(false);
  const { items } = await done(server.url, 'audit', { target: 'secret' }, await boss());
  expect(JSON.stringify(items)).not.toContain(secret);
});

test('articles are written, searched, paged and deleted, and the agent uses them at once', async () => {
  await done(server.url, 'createBot', { id: 'library', title: 'Library' }, await boss());
  const call = await bot('library');
  const at = (article: string) => ({ ...call, parts: { bot: 'library', article } });
  const text = (title: string, body: string) => ({ language: 'en', title, body });
  await done(server.url, 'saveArticle', text('Returns', 'Send it back in 100% of its box.'), at('returns'));
  await done(server.url, 'saveArticle', text('Delivery', 'Two days.'), at('delivery'));
  await done(server.url, 'saveArticle', text('Delivery', 'Three days.'), at('delivery'));
  const list = async (query: object) => (await done(server.url, 'listArticles', query as never, call)).items;
  expect((await list({})).map(({ id }) => id)).toEqual(['delivery', 'returns']);
  expect((await list({ query: '100%' })).map(({ id }) => id)).toEqual(['returns']);
  expect(await list({ query: '%' })).toHaveLength(1);
  expect(await list({ query: "' or 1=1 --" })).toEqual([]);
  const page = await done(server.url, 'listArticles', { limit: '1' }, call);
  expect(page.next).toBe('delivery');
  expect((await list({ after: 'delivery' })).map(({ id }) => id)).toEqual(['returns']);
  const { article } = await done(server.url, 'getArticle', undefined, at('delivery'));
  expect(article).toEqual({ id: 'delivery', language: 'en', title: 'Delivery', body: 'Three days.' });
  await done(server.url, 'deleteArticle', undefined, at('delivery'));
  expect(await ask(server.url, 'getArticle', undefined, at('delivery'))).toMatchObject({ status: 404 });
  expect(await ask(server.url, 'saveArticle', text('a', 'b'), at('a/b'))).toMatchObject({ status: 400 });
});

test('auto-assignment settings are read, saved and validated', async () => {
  const { desk } = await done(server.url, 'getDesk', undefined, await boss());
  expect(desk).toEqual({ autoAssign: false, maxDialogs: null, returnAfterMs: 30_000 });
  const next = { autoAssign: true, maxDialogs: 3, returnAfterMs: 5000 };
  await done(server.url, 'saveDesk', next, await boss());
  expect((await done(server.url, 'getDesk', undefined, await boss())).desk).toEqual(next);
  expect(await ask(server.url, 'saveDesk', { ...next, maxDialogs: 0 }, await boss())).toMatchObject({ status: 400 });
  await done(server.url, 'saveDesk', desk, await boss());
});

test('the audit is paged, newest first, and filtered by prefix, not by pattern', async () => {
  const all = await done(server.url, 'audit', { limit: '200' }, await boss());
  const ids = all.items.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((a, b) => b - a));
  const first = await done(server.url, 'audit', { limit: '2' }, await boss());
  const second = await done(server.url, 'audit', { limit: '2', before: String(first.next) }, await boss());
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.slice(0, 4));
  expect((await done(server.url, 'audit', { action: 'bot_' }, await boss())).items).toEqual([]);
  expect((await done(server.url, 'audit', { action: '%' }, await boss())).items).toEqual([]);
});

test('S20: a bot may lower the rate limit of its visitors, never raise it, and tells it to them', async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'slow', title: 'Slow' }, await boss());
  const save = (rev: number, rate: object) => {
    const settings = { ...made.settings, origins: '*' as const, allowMissingOrigin: true, rate };
    return bot('slow').then((call) => ask(server.url, 'saveSettings', { rev, settings }, call));
  };
  await save(1, { messagesPerMinute: 6, burst: 2 });
  const { visitor, hello } = await openChat(server.url, { auth: { botId: 'slow' } });
  expect(hello.limits).toMatchObject({ messagesPerMinute: 6, burst: 2 });
  const rates = [await visitor.send({ type: 'close' }), await visitor.say('a'), await visitor.say('b')];
  expect(rates.at(-1)).toMatchObject({ code: 'RATE_LIMITED', retry: true });
  await save(2, { messagesPerMinute: 600, burst: 100 });
  expect((await visitor.hello()).limits).toMatchObject({ messagesPerMinute: 30, burst: 10 });
});

test("texts of the bot come in the visitor's language, and the embed code reflects the settings", async () => {
  const { bot: made } = await done(server.url, 'createBot', { id: 'words', title: 'Words' }, await boss());
  const call = await bot('words');
  const settings = {
    ...made.settings,
    origins: '*' as const,
    allowMissingOrigin: true,
    languages: ['uk', 'en'],
    texts: { uk: { placeholder: '</script><b>Пишіть' }, en: { placeholder: 'Write' } },
    appearance: { format: 'frame' as const, colors: { header: { bg: '#123456' } } },
    openOnMessage: true,
  };
  await done(server.url, 'saveSettings', { rev: 1, settings }, call);
  const hello = async (locale: string) => (await openChat(server.url, { auth: { botId: 'words', locale } })).hello.bot;
  expect((await hello('uk-UA')).appearance).toMatchObject({ texts: settings.texts.uk, format: 'frame' });
  expect((await hello('de')).appearance.texts).toBeUndefined();
  const { code, server: address } = await done(server.url, 'embed', undefined, call);
  expect(address).toBe(server.url);
  expect(code.script).toContain(`<script async src="${server.url}/kwjs.js"></script>`);
  expect(code.script.match(/<\/script>/g)).toHaveLength(2);
  for (const variant of [code.script, code.react, code.vue]) {
    expect(variant).toContain('#123456');
    expect(variant).toContain('"words"');
    expect(variant).not.toContain('</script><b>');
  }
});
