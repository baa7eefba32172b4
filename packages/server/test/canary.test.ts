import { SignJWT } from 'jose';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { everyNode } from './support/every-node.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, mint, openChat, refusal } from './support/visitor.ts';

const held = new HeldAgent();
const log: string[] = [];
const secret = 'identity-secret-of-this-test-0123456789';
const server = useServer({
  logger: pino({ level: 'trace' }, { write: (line: string) => void log.push(line) }),
  bots: [
    {
      id: 'test',
      settings: { title: 'T', origins: ['https://shop.test'], allowMissingOrigin: true, identitySecret: secret },
      // Nothing listens on this port, so each call fails.
      scenario: everyNode('http://127.0.0.1:9'),
    },
  ],
  httpHosts: ['127.0.0.1:9'],
  secrets: { API_KEY: 'canary-secret' },
  providers: { held },
  operators: [{ id: 'ann', name: 'Ann', login: 'ann', password: 'canary-password' }],
});

test('S23: no text, name, parameter, secret or token appears in a log, a metric or a URL', async () => {
  const params = { name: 'canary-param', price: 'canary-price' };
  const visitor = { ...mint(), secret: `canary${mint().secret}`.slice(0, 43) };
  const { visitor: raw, hello } = await openChat(server.url, { auth: { visitor, userId: 'canary-user' }, params });
  await raw.hears('of Halo');
  // A text that the database cannot store is the most likely one to appear in a log.
  const sent = await raw.say('canary-text \u0000 \ud800', { params });
  await raw.answer(sent.seq);
  await raw.send({ type: 'alias', alias: 'order' }, { params });
  await raw.hears('Failed with 0');
  await raw.send({ type: 'alias', alias: 'agent' }, { params });
  await expect.poll(() => held.runs.length).toBe(1);
  held.runs[0]?.fail();
  await raw.hears('It broke');
  const { token } = await raw.ask('upload', { name: 'canary-file.txt', size: 6, mime: 'text/plain' });
  const upload = (authorization: string) =>
    fetch(`${server.url}/api/bots/test/files`, { method: 'POST', headers: { authorization }, body: 'canary' });
  await upload('Bearer canary-token');
  await upload(`Bearer ${token}`);
  for (const [event, frame] of [
    ['send', { cid: 'canary', body: { type: 'text', text: 7 }, params: { 'canary key': 1 } }],
    ['params', { mode: 'canary', params: {} }],
    ['history', { epoch: 'canary-epoch', before: 1, limit: 1 }],
  ] as const) {
    expect(JSON.stringify(await raw.ask(event, frame)), 'nor is it quoted').not.toContain('canary-');
  }
  const jwt = await new SignJWT({ sub: 'canary-sub' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('test')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
  const verified = await connect(server.url, { auth: { token: jwt } });
  await verified.hello();
  await refusal(server.url, { auth: { token: `${jwt.slice(0, -4)}AAAA` } });
  await refusal(server.url, { auth: { visitor: { id: visitor.id, secret: `${'c'.repeat(43)}` } } });
  await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'canary-login', password: 'canary-password' }),
  });
  await fetch(`${server.url}/canary-path?token=canary`);

  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(log.length, 'failures were logged').toBeGreaterThan(0);
  const logged = log.join('');
  for (const told of [token, jwt, visitor.secret, hello.conversation]) expect(metrics + logged).not.toContain(told);
  expect(metrics + logged).not.toMatch(/canary/i);
});

test('characters that the database cannot store are removed, and the rest is stored', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hi you');
  const { seq, ok } = await visitor.say('a\u0000b \ud83d', { params: { note: 'x\u0000\udc00' } });
  expect(ok).toBe(true);
  expect((await visitor.next('msg', (message) => message.seq === seq)).body.text).toBe('ab \ufffd');
  expect(await visitor.say('Right: 🙂 \\u0000')).toMatchObject({ ok: true });
  await visitor.hears('Right: 🙂 \\u0000');
});

test('S3: no answer sets a cookie, and a token in a URL has no effect', async () => {
  const token = await new SignJWT({ sub: 'in the address' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('test')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(secret));
  for (const path of ['/', '/readyz', '/metrics', '/socket.io/?EIO=4&transport=polling', '/operator', '/settings']) {
    const answer = await fetch(server.url + path, { headers: { origin: 'https://shop.test', cookie: 'token=x' } });
    expect(answer.headers.get('set-cookie'), path).toBeNull();
    expect(answer.headers.get('access-control-allow-credentials'), path).toBeNull();
  }
  const visitor = mint();
  const proved = await connect(server.url, { auth: { token } });
  const claimed = await connect(`${server.url}`, { auth: { visitor }, query: { token } });
  const [mine, theirs] = [await proved.hello(), await claimed.hello()];
  expect(theirs.conversation).not.toBe(mine.conversation);
});
