import { generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { createTestServer } from './support/create-test-server.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent, useServer } from './support/test-server.ts';
import { connect, mint, openChat, refusal } from './support/visitor.ts';

const secret = 'a secret of the backend, 32 and more';
const withSecret = { ...testBot, settings: { ...testBot.settings, identitySecret: secret } };
const server = useServer({
  bots: [withSecret, { ...withSecret, id: 'other' }, { ...testBot, id: 'plain' }],
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (more: JWTPayload = {}): JWTPayload => ({ sub: 'olena', aud: 'test', exp: now() + 600, ...more });
const sign = (payload: JWTPayload, key = secret, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
const refusalOf = (token: string, botId = 'test') => refusal(server.url, { auth: { token, botId } });

describe('S4: a verified identity', () => {
  test('selects the conversation, whatever the browser', async () => {
    const first = await openChat(server.url, { auth: { token: await sign(claims({ sub: 'two browsers' })) } });
    await first.visitor.say('From the phone');
    const second = await openChat(server.url, { auth: { token: await sign(claims({ sub: 'two browsers' })) } });
    expect(second.hello.conversation).toBe(first.hello.conversation);
    expect(second.hello.items.some(({ body }: { body: { text: string } }) => body.text === 'From the phone')).toBe(
      true,
    );
  });

  test('selects another conversation for another sub, another bot, or the same browser without a token', async () => {
    const visitor = mint();
    const ids = new Set<string>();
    for (const auth of [
      { visitor },
      { visitor, token: await sign(claims({ sub: 'a' })) },
      { visitor, token: await sign(claims({ sub: 'b' })) },
      { visitor, token: await sign(claims({ sub: 'a', aud: 'other' })), botId: 'other' },
    ]) {
      ids.add((await (await connect(server.url, { auth })).hello()).conversation);
    }
    expect(ids.size).toBe(4);
  });

  test('accepts one of several audiences', async () => {
    await connect(server.url, { auth: { token: await sign(claims({ aud: ['other', 'test'] })) } });
  });

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  test.each<[string, () => string | Promise<string>]>([
    ['no token at all', () => 'nonsense'],
    ['another secret', () => sign(claims(), 'another secret of the same length!!')],
    ['alg none', () => new UnsecuredJWT(claims()).encode()],
    ['another algorithm of the same family', () => sign(claims(), secret.repeat(2), 'HS512')],
    ['the same secret by another algorithm', () => sign(claims(), secret, 'HS384')],
    ['a public key', () => new SignJWT(claims()).setProtectedHeader({ alg: 'RS256' }).sign(privateKey)],
    ['another bot', () => sign(claims({ aud: 'other' }))],
    ['no bot', () => sign({ sub: 'olena', exp: now() + 600 })],
    ['nobody', () => sign({ aud: 'test', exp: now() + 600 })],
    ['an empty sub', () => sign(claims({ sub: '' }))],
    ['a very long sub', () => sign(claims({ sub: 'x'.repeat(257) }))],
    ['no end', () => sign({ sub: 'olena', aud: 'test' })],
    ['a lifetime of an hour', () => sign(claims({ exp: now() + 3600 }))],
    ['a start time in the future', () => sign(claims({ nbf: now() + 300 }))],
    [
      'a changed payload',
      async () => {
        const [header, , signature] = (await sign(claims())).split('.');
        return [header, Buffer.from(JSON.stringify(claims({ sub: 'boss' }))).toString('base64url'), signature].join(
          '.',
        );
      },
    ],
  ])('%s is AUTH_FAILED', async (_, token) => {
    expect(await refusalOf(await token())).toMatchObject({ code: 'AUTH_FAILED', retry: false });
  });

  test('a bot without a secret accepts no token', async () => {
    expect(await refusalOf(await sign(claims({ aud: 'plain' })), 'plain')).toMatchObject({ code: 'AUTH_FAILED' });
  });

  test('a secret that is too short is refused with its bot', async () => {
    const short = { ...testBot, settings: { ...testBot.settings, identitySecret: 'short' } };
    await expect(createTestServer({ bots: [short] })).rejects.toThrow(/identitySecret/);
  });
});

describe('S5: a verified history can be read by its owner only', () => {
  test('neither a claimed userId, nor the browser it was read in, nor a forged id opens it', async () => {
    const visitor = mint();
    const token = await sign(claims({ sub: 'private' }));
    const { visitor: raw, hello } = await openChat(server.url, { auth: { visitor, token } });
    await raw.say('My card number');
    const anonymous = await (await connect(server.url, { auth: { visitor, userId: 'private' } })).hello({ open: true });
    expect(anonymous.conversation).not.toBe(hello.conversation);
    expect(JSON.stringify(anonymous.items)).not.toContain('My card number');
    const forged = { id: 'user:private', secret: mint().secret };
    expect(await refusal(server.url, { auth: { visitor: forged } })).toMatchObject({ code: 'AUTH_FAILED' });
  });
});

describe('S7: token expiry', () => {
  test('an expired token is TOKEN_EXPIRED, and may be retried with another', async () => {
    expect(await refusalOf(await sign(claims({ exp: now() - 1 })))).toMatchObject({
      code: 'TOKEN_EXPIRED',
      retry: true,
    });
  });

  test('the connection ends with bye when the token expires, and a new one continues the conversation', async () => {
    const sub = 'short of time';
    const first = await openChat(server.url, { auth: { token: await sign(claims({ sub, exp: now() + 2 })) } });
    expect(await first.visitor.say('Before')).toMatchObject({ ok: true });
    expect(await first.visitor.next('bye')).toEqual({ code: 'TOKEN_EXPIRED', retry: true });
    await expect.poll(() => first.visitor.socket.connected).toBe(false);
    const second = await openChat(server.url, { auth: { token: await sign(claims({ sub })) } });
    expect(second.hello.conversation).toBe(first.hello.conversation);
  });
});

test('S7: an event after expiry is refused even if the connection is still open', async () => {
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead };
  const own = await createTestServer({ bots: [withSecret], providers: { held: new HeldAgent() }, clock });
  try {
    const { visitor } = await openChat(own.url, { auth: { token: await sign(claims()) } });
    ahead = 601_000;
    expect(await visitor.say('After')).toMatchObject({ ok: false, code: 'TOKEN_EXPIRED', retry: true });
  } finally {
    await own.close();
  }
});
