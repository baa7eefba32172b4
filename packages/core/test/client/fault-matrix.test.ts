import {
  ChatError,
  createChatClient,
  type OutboxStorage,
  type ProtocolIssue,
  type Transport,
} from '@connective-chat/core';
import {
  createMemoryLocks,
  createMemoryOutbox,
  createMemoryPlatform,
  MemoryServer,
  VirtualClock,
} from '@connective-chat/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { createV2Dialect } from '../../src/protocol/dialects/v2.ts';
import { setUp, viewOf } from '../support/set-up.ts';

/*
 * The rows of the fault matrix that need only the client. Rows that need a real socket, server or browser are tested in
 * e2e/, under the same numbers.
 */

const refusal = (code: string, retryable = false) => new ChatError(code, code, { retryable });

describe('malformed and reordered frames', () => {
  it('fault 6: deduplicates a repeated push', async () => {
    const { clock, server, view } = await setUp({}, { faults: { duplicatePush: () => true } });
    server.say('once');
    await clock.advance(50);
    expect(view()).toEqual(['once:confirmed']);
  });

  it('fault 7: reordered pushes are shown in the right order', async () => {
    const { clock, server, view } = await setUp();
    const delays = [300, 200, 100, 0];
    server.faults = {
      delay: (event) => (event === 'msg' ? (delays.shift() ?? 0) : 0),
      loseAck: (event) => event === 'sync',
    };
    for (const text of ['a', 'b', 'c', 'd']) server.say(text);
    await clock.advance(1_000);
    expect(view()).toEqual(['a:confirmed', 'b:confirmed', 'c:confirmed', 'd:confirmed']);
  });

  it('fault 26, 31: malformed or too deeply nested frames are counted and reported, without other effects', async () => {
    const { clock, server, chat, view } = await setUp();
    const issues: ProtocolIssue[] = [];
    chat.on('protocolError', (issue) => issues.push(issue));
    let deep: unknown = 1;
    for (let level = 0; level < 100; level += 1) deep = [deep];
    for (const payload of [null, 7, 'x', {}, { seq: 'one' }, deep]) server.push('msg', payload);
    server.push('msg2', {});
    server.push('__proto__', {});
    await clock.advance(50);
    expect(issues.map(({ kind }) => kind)).toEqual([
      ...Array(5).fill('malformed'),
      'too-deep',
      'unknown-event',
      'unknown-event',
    ]);
    expect(view()).toEqual([]);
    expect(chat.status.get()).toBe('ready');
    expect(server.handshakes).toHaveLength(1);
  });

  it('fault 27, 28: an unknown or invalid body is shown as unsupported, and the log continues', async () => {
    const { clock, server, view } = await setUp();
    server.say({ type: 'hologram' } as never);
    server.say({ type: 'cards', items: 'none' } as never);
    server.say('after');
    await clock.advance(50);
    expect(view()).toEqual(['unsupported:confirmed', 'unsupported:confirmed', 'after:confirmed']);
  });

  it('fault 30: hostile keys reach no prototype', async () => {
    const { clock, server, chat } = await setUp();
    server.push(
      'command',
      JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"title":"T"}'),
    );
    await clock.advance(50);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(chat.bot.get().title).toBe('T');
  });
});

describe('connections', () => {
  it('fault 13: keeps the queue for ten minutes without a server, and exposes the time of the next attempt', async () => {
    const { clock, server, chat, view } = await setUp();
    server.reachable = false;
    server.drop();
    chat.send('while you were out');
    await clock.advance(600_000);
    expect(chat.connection.get()).toMatchObject({ status: 'reconnecting', error: { code: 'CONNECT_FAILED' } });
    const { willRetryAt } = chat.connection.get();
    if (willRetryAt !== null) expect(willRetryAt - clock.now()).toBeLessThanOrEqual(30_000);
    server.reachable = true;
    await clock.advance(31_000);
    expect(view()).toEqual(['while you were out:confirmed']);
  });

  it('fault 10: detects a half-open connection within 13 s of a send', async () => {
    const { clock, server, chat } = await setUp();
    server.silent = true;
    chat.send('hello?');
    await clock.advance(12_900);
    expect(chat.connection.get().status).toBe('online');
    await clock.advance(200);
    expect(chat.connection.get().status).toBe('reconnecting');
  });

  it.each(['BOT_NOT_FOUND', 'ORIGIN_NOT_ALLOWED', 'AUTH_FAILED', 'PROTOCOL_UNSUPPORTED'])(
    'fault 20, 21, 29: %s is a typed error after one attempt',
    async (code) => {
      const { clock, server, chat, lifecycle } = await setUp({ online: false });
      const errors: ChatError[] = [];
      chat.on('error', (error) => errors.push(error));
      server.refusal = refusal(code);
      await clock.advance(300_000);
      lifecycle.emit('online');
      lifecycle.emit('visible');
      await clock.advance(300_000);
      expect(chat.status.get()).toBe('refused');
      expect(chat.error.get()).toMatchObject({ code });
      expect(errors).toHaveLength(1);
      expect(server.handshakes).toHaveLength(1);
      expect(chat.send('x')).toEqual({ ok: false, reason: 'refused' });
      server.refusal = null;
      chat.reconnect();
      await clock.advance(100);
      expect(chat.status.get()).toBe('ready');
    },
  );

  it('fault 18: an expired token is requested again once, and then the chat is refused', async () => {
    const tokens = ['old', 'fresh', 'never'];
    const { clock, server, chat } = await setUp({ getToken: async () => tokens.shift() ?? null });
    server.refusal = refusal('TOKEN_EXPIRED', true);
    server.push('bye', { code: 'TOKEN_EXPIRED', retry: true });
    await clock.advance(10);
    server.drop();
    server.refusal = null;
    await clock.advance(100);
    expect(chat.status.get()).toBe('ready');
    expect(server.handshakes.at(-1)).toMatchObject({ token: 'fresh' });
    server.refusal = refusal('TOKEN_EXPIRED', true);
    server.drop();
    await clock.advance(60_000);
    expect(chat.status.get()).toBe('refused');
    expect(chat.error.get()?.code).toBe('TOKEN_EXPIRED');
  });

  it('retries a token provider that fails once, and works without locks when they are forbidden', async () => {
    let asked = 0;
    const { clock, chat } = await setUp({
      online: false,
      getToken: async () => {
        asked += 1;
        if (asked === 1) throw new Error('the token endpoint is down');
        return 'token';
      },
      platform: { locks: { run: () => Promise.reject(new Error('SecurityError')) } },
    });
    await clock.advance(5_000);
    expect(chat.status.get()).toBe('ready');
    chat.send('hi');
    await clock.advance(100);
    expect(chat.messages.get()[0]?.delivery).toBe('confirmed');
  });

  it('fault 41: an unstable network causes no reconnect storm', async () => {
    const { clock, server, lifecycle } = await setUp();
    server.reachable = false;
    server.drop();
    const before = server.handshakes.length;
    for (let flap = 0; flap < 200; flap += 1) {
      lifecycle.emit('online');
      await clock.advance(50);
    }
    expect(server.handshakes.length - before).toBeLessThanOrEqual(25);
  });

  it('fault 14: waits as long as the server asks after a DEPLOY bye, and does not reconnect after a final bye', async () => {
    const { clock, server, chat } = await setUp();
    server.push('bye', { code: 'DEPLOY', retry: true, retryAfterMs: 5_000 });
    await clock.advance(10);
    server.drop();
    await clock.advance(4_900);
    expect(server.connected).toBe(0);
    await clock.advance(2_000);
    expect(chat.status.get()).toBe('ready');
    server.push('bye', { code: 'SESSION_ENDED', retry: false });
    await clock.advance(10);
    server.drop();
    await clock.advance(100_000);
    expect(chat.error.get()?.code).toBe('SESSION_ENDED');
    expect(server.connected).toBe(0);
  });

  it('fault 39, 40: a frozen page closes its socket, and catches up when it resumes', async () => {
    const { clock, server, chat, lifecycle, view } = await setUp();
    lifecycle.emit('suspend');
    await clock.advance(10);
    expect(server.connected).toBe(0);
    server.say('while frozen');
    await clock.advance(600_000);
    expect(server.connected).toBe(0);
    lifecycle.emit('resume');
    await clock.advance(100);
    expect(chat.status.get()).toBe('ready');
    expect(server.connected).toBe(1);
    expect(view()).toEqual(['while frozen:confirmed']);
  });

  it('fault 15: a thousand clients that lost one server spread their reconnects', async () => {
    const clock = new VirtualClock();
    const server = new MemoryServer({ clock });
    const clients = Number(process.env.CLIENTS ?? 1_000);
    const releases = Array.from({ length: clients }, (_, seed) => {
      const platform = createMemoryPlatform(clock, server, { seed });
      return createChatClient({ url: 'http://memory', botId: 1, platform }).start();
    });
    await clock.advance(10);
    expect(server.connected).toBe(clients);
    server.reachable = false;
    server.drop();
    await clock.advance(10_000);
    server.reachable = true;
    const perSecond: number[] = [];
    for (let second = 0; second < 40; second += 1) {
      const before = server.connected;
      await clock.advance(1_000);
      perSecond.push(server.connected - before);
    }
    expect(server.connected).toBe(clients);
    expect(Math.max(...perSecond), perSecond.join(' ')).toBeLessThan(clients / 5);
    for (const release of releases) release();
  });

  it('fault 22: tries polling first after an attempt that timed out', async () => {
    const asked: string[] = [];
    const { clock } = await setUp({
      online: false,
      platform: {
        transport: {
          connect: ({ startWith }) => {
            asked.push(startWith);
            return { request: () => new Promise(() => {}), notify: () => {}, close: () => {} };
          },
        },
      },
    });
    await clock.advance(60_000);
    expect(asked.slice(0, 3)).toEqual(['websocket', 'polling', 'websocket']);
  });
});

describe('the log', () => {
  it('fault 16: a new epoch reloads the log, is reported, and keeps pending messages', async () => {
    const { clock, server, chat, view } = await setUp();
    const gaps: string[] = [];
    chat.on('discontinuity', ({ reason }) => gaps.push(reason));
    for (const text of ['a', 'b', 'c']) server.say(text);
    await clock.advance(50);
    server.reachable = false;
    server.restore(1);
    chat.send('pending');
    await clock.advance(10);
    server.reachable = true;
    await clock.advance(60_000);
    expect(view()).toEqual(['a:confirmed', 'pending:confirmed']);
    expect(gaps).toEqual(['epoch']);
  });

  it('follows a server that lost its log under the same epoch, and nothing stays pending', async () => {
    const { clock, server, chat, view } = await setUp();
    chat.send('before');
    await clock.advance(50);
    const { conversation } = server;
    // Its answer does not say that the log was reset: it looks like an ordinary resume.
    server.intercept = (event, _payload, answer) =>
      event === 'hello' ? { ...(answer() as object), reset: false } : undefined;
    conversation.log.length = 0;
    conversation.seqByCid.clear();
    server.drop();
    await clock.advance(5_000);
    expect(view()).toEqual([]);
    chat.send('after');
    await clock.advance(1_000);
    expect(view()).toEqual(['after:confirmed']);
  });

  it('fault 33: a failed history page can be retried, and the chat continues', async () => {
    const { clock, server, open } = await setUp();
    for (let index = 0; index < 120; index += 1) server.say(`m${index}`);
    const chat = open();
    await clock.advance(100);
    expect(chat.messages.get()).toHaveLength(50);
    server.faults = { loseRequest: (event) => event === 'history' };
    const loading = chat.loadOlder();
    expect(chat.history.get().isLoadingOlder).toBe(true);
    expect(chat.can('loadOlder')).toEqual({ ok: false, reason: 'loading' });
    await clock.advance(11_000);
    expect(await loading).toBe(false);
    expect(chat.history.get().error?.code).toBe('NO_ANSWER');
    expect(chat.can('send').ok).toBe(true);
    server.faults = {};
    const again = chat.loadOlder();
    await clock.advance(100);
    expect(await again).toBe(true);
    expect(chat.messages.get()).toHaveLength(100);
  });

  it('loads the whole log backwards, page by page (fault 32)', async () => {
    const { clock, server, open } = await setUp();
    for (let index = 0; index < 230; index += 1) server.say(`m${index}`);
    await clock.advance(100);
    const chat = open();
    await clock.advance(100);
    const sizes: number[] = [];
    const walking = (async () => {
      for await (const page of chat.olderMessages()) sizes.push(page.length);
    })();
    // A message that is sent meanwhile is no older message.
    server.faults.loseRequest = (event) => event === 'send';
    chat.send('Newer');
    for (let turn = 0; turn < 20; turn += 1) await clock.advance(100);
    await walking;
    expect(sizes).toEqual([50, 50, 50, 30]);
    const confirmed = chat.messages.get().filter(({ delivery }) => delivery === 'confirmed');
    expect(confirmed.map(({ seq }) => seq)).toEqual(Array.from({ length: 230 }, (_, index) => index + 1));
    expect(chat.can('loadOlder')).toEqual({ ok: false, reason: 'no-more' });
  });
});

describe('sends', () => {
  it('fault 24: refuses a message that is too large before it is sent', async () => {
    const { chat, server } = await setUp();
    expect(chat.send('я'.repeat(8_193))).toEqual({ ok: false, reason: 'too-large' });
    expect(chat.send('   ')).toEqual({ ok: false, reason: 'empty' });
    expect(chat.messages.get()).toEqual([]);
    expect(server.conversation.head).toBe(0);
  });

  it('fault 25: a message that breaks the connection fails after three attempts, and the next one is sent', async () => {
    const { clock, server, chat, view } = await setUp();
    const answer = server.faults;
    let attempts = 0;
    server.faults = {
      ...answer,
      loseRequest: (event) => {
        if (event !== 'send') return false;
        if (chat.messages.get()[0]?.delivery === 'failed') return false;
        attempts += 1;
        queueMicrotask(() => server.drop());
        return true;
      },
    };
    const poison = chat.send('poison');
    chat.send('innocent');
    await clock.advance(120_000);
    expect(attempts).toBe(3);
    expect(poison.ok && (await poison.settled)).toMatchObject({ delivery: 'failed' });
    expect(view()).toEqual(['innocent:confirmed', 'poison:failed']);
    expect(chat.messages.get().at(-1)?.error).toMatchObject({ code: 'POISONED', retryable: true });
  });

  it('a message is not failed by connections that break long after it was sent', async () => {
    const { clock, server, chat, view } = await setUp();
    let isSent = false;
    server.faults.loseRequest = (event) => {
      isSent ||= event === 'send';
      return event === 'send';
    };
    chat.send('patient');
    for (let loss = 0; loss < 5; loss += 1) {
      isSent = false;
      for (let second = 0; second < 60 && !isSent; second += 1) await clock.advance(1_000);
      expect(isSent, `attempt ${loss + 1}`).toBe(true);
      // Longer than a message that breaks the connection takes, and shorter than an ack may take.
      await clock.advance(5_000);
      server.drop();
    }
    expect(view()).toEqual(['patient:pending']);
    server.faults = {};
    await clock.advance(60_000);
    expect(view()).toEqual(['patient:confirmed']);
  });

  it('a failed request is shown like a failed message, until it is retried or discarded', async () => {
    const { clock, server, chat, view } = await setUp();
    server.refuse('send', 'BLOCKED');
    const asked = chat.requestOperator();
    const { id } = asked as { id: string };
    expect(view()).toEqual([]);
    expect(chat.message(id).get()).toMatchObject({ body: { type: 'request_operator' }, delivery: 'pending' });
    await clock.advance(50);
    expect(asked.ok && (await asked.settled)).toMatchObject({ delivery: 'failed', error: { code: 'BLOCKED' } });
    expect(view()).toEqual(['request_operator:failed']);
    expect(chat.messageIds.get()).toEqual([id]);

    server.refuse('send', 'BLOCKED');
    chat.retry(id);
    expect(view()).toEqual([]);
    await clock.advance(50);
    expect(view()).toEqual(['request_operator:failed']);

    const again = chat.retry(id);
    await clock.advance(50);
    expect(again.ok && (await again.settled)).toEqual({ delivery: 'confirmed', seq: 1 });
    expect(view()).toEqual([]);
    expect(chat.message(id).get()).toBeUndefined();

    server.refuse('send', 'BLOCKED');
    const left = chat.close();
    await clock.advance(50);
    expect(view()).toEqual(['close:failed']);
    expect(chat.discard((left as { id: string }).id)).toBe(true);
    expect(view()).toEqual([]);
  });

  it('a permanent refusal fails the message with its reason, and retry and discard work', async () => {
    const { clock, server, chat, view } = await setUp();
    let refuse = true;
    server.intercept = (event) =>
      refuse && event === 'send' ? { ok: false, code: 'BLOCKED', message: 'Not you.', retry: false } : undefined;
    const sent = chat.send('hello');
    await clock.advance(50);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'failed' });
    expect(chat.messages.get()[0]?.error?.code).toBe('BLOCKED');
    refuse = false;
    const again = sent.ok ? chat.retry(sent.id) : sent;
    await clock.advance(50);
    expect(again.ok && (await again.settled)).toMatchObject({ delivery: 'confirmed' });
    expect(view()).toEqual(['hello:confirmed']);
    refuse = true;
    const lost = chat.send('never mind');
    await clock.advance(50);
    expect(lost.ok && chat.discard(lost.id)).toBe(true);
    expect(view()).toEqual(['hello:confirmed']);
  });

  it('does not loop when the server asks for hello again and again', async () => {
    const { clock, server, chat, view } = await setUp();
    let hellos = 0;
    let stubborn = true;
    server.intercept = (event) => {
      if (event === 'hello') hellos += 1;
      return stubborn && event === 'send'
        ? { ok: false, code: 'RESUME_REQUIRED', message: '', retry: true }
        : undefined;
    };
    chat.send('hi');
    await clock.advance(10_000);
    expect(hellos).toBeLessThan(12);
    stubborn = false;
    await clock.advance(2_000);
    expect(view()).toEqual(['hi:confirmed']);
  });

  it('fault 54: waits for a rate limit to pass, and shows the reason', async () => {
    const { clock, server, chat, view } = await setUp();
    let limited = true;
    server.intercept = (event) =>
      limited && event === 'send'
        ? { ok: false, code: 'RATE_LIMITED', message: '', retry: true, retryAfterMs: 3_000 }
        : undefined;
    chat.send('too fast');
    await clock.advance(100);
    expect(chat.messages.get()[0]).toMatchObject({
      delivery: 'pending',
      error: { code: 'RATE_LIMITED', retryAfterMs: 3_000 },
    });
    limited = false;
    await clock.advance(2_800);
    expect(view()).toEqual(['too fast:pending']);
    await clock.advance(200);
    expect(view()).toEqual(['too fast:confirmed']);
  });

  it('a send that could not be delivered for a day expires visibly', async () => {
    const { clock, server, chat, view } = await setUp();
    server.reachable = false;
    server.drop();
    const sent = chat.send('old news');
    await clock.advance(24 * 60 * 60 * 1_000);
    server.reachable = true;
    await clock.advance(60_000);
    expect(view()).toEqual(['old news:expired']);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'expired' });
  });

  it('after a reload a failed and an expired message are shown with their reasons', async () => {
    const { clock, server, chat, open, release } = await setUp();
    server.refuse('send', 'BLOCKED');
    chat.send('refused');
    await clock.advance(50);
    server.reachable = false;
    server.drop();
    chat.send('old news');
    await clock.advance(24 * 60 * 60 * 1_000);
    server.reachable = true;
    await clock.advance(60_000);
    release();
    await clock.advance(4_000);
    const reloaded = open();
    await clock.advance(100);
    const shown = reloaded.messages.get().map(({ from, body, delivery, error }) => ({
      from: from.kind,
      text: body.type === 'text' && body.text,
      delivery,
      code: error?.code,
    }));
    expect(shown).toEqual([
      { from: 'visitor', text: 'refused', delivery: 'failed', code: 'BLOCKED' },
      { from: 'visitor', text: 'old news', delivery: 'expired', code: 'EXPIRED' },
    ]);
  });

  it('the next message is sent as soon as the echo of the last one arrives, even if its ack is lost', async () => {
    const { clock, server, chat, view } = await setUp();
    server.faults.loseAck = (event) => event === 'send';
    chat.send('first');
    chat.send('second');
    await clock.advance(100);
    expect(view()).toEqual(['first:confirmed', 'second:confirmed']);
  });

  it('a send without an answer is not repeated to a server that does not deduplicate', async () => {
    const dialect = () => ({ ...createV2Dialect(), guarantee: 'at-most-once' as const });
    const { clock, server, chat, view } = await setUp({ dialect });
    let attempts = 0;
    server.faults.loseRequest = (event) => {
      if (event !== 'send') return false;
      attempts += 1;
      return true;
    };
    chat.send('perhaps');
    await clock.advance(120_000);
    expect(attempts).toBe(1);
    expect(view()).toEqual(['perhaps:unconfirmed']);
    expect(chat.messages.get()[0]?.error).toMatchObject({ code: 'NO_ANSWER', retryable: true });
  });

  it('a refusal that asks for hello is followed by one hello and the same message, on the same connection', async () => {
    const { clock, server, chat, view } = await setUp();
    const asked: string[] = [];
    server.refuse('send', 'RESUME_REQUIRED');
    server.intercept = (event) => void asked.push(event);
    chat.send('hi');
    await clock.advance(100);
    expect(view()).toEqual(['hi:confirmed']);
    expect(asked.filter((event) => event === 'hello')).toHaveLength(1);
    expect(server.handshakes).toHaveLength(1);
  });

  it('the tabs of one chat take turns to send, under a lock that the chat with another bot does not share', async () => {
    const namesOf = async (botId: number): Promise<string[]> => {
      const names: string[] = [];
      const own = createMemoryLocks();
      const locks: typeof own = {
        run(name, task, signal) {
          if (name.endsWith(':outbox')) names.push(name);
          return own.run(name, task, signal);
        },
      };
      const { clock, chat, open } = await setUp({ botId, platform: { locks } });
      const tab = open();
      await clock.advance(10);
      for (const each of [chat, tab]) each.send('hi');
      await clock.advance(100);
      return names;
    };
    const [one, other] = [new Set(await namesOf(1)), new Set(await namesOf(2))];
    expect([one.size, other.size]).toEqual([1, 1]);
    expect([...one]).not.toEqual([...other]);
  });

  it('fault 38: a clock that is a day off affects neither order nor retries', async () => {
    const { clock, chat, server, view } = await setUp();
    chat.send('one');
    await clock.advance(10);
    server.drop();
    clock.shift(-24 * 60 * 60 * 1_000);
    chat.send('two');
    // Set the clock back again, so that the order of writing differs from the order of the times.
    clock.shift(-60_000);
    chat.send('three');
    await clock.advance(60_000);
    expect(view()).toEqual(['one:confirmed', 'two:confirmed', 'three:confirmed']);
  });
});

describe('storage', () => {
  const broken: OutboxStorage = {
    ...createMemoryOutbox(),
    put: () => Promise.reject(new Error('QuotaExceededError')),
    load: () => Promise.reject(new Error('SecurityError')),
  };

  it('fault 35, 36: continues when storage refuses every write', async () => {
    const { clock, chat, view } = await setUp({ platform: { outbox: broken } });
    expect(chat.status.get()).toBe('ready');
    chat.send('still here');
    await clock.advance(50);
    expect(view()).toEqual(['still here:confirmed']);
    expect(chat.getSnapshot().durability).toBe('memory');
  });

  it('fault 43: messages left by a crashed tab are sent once by the next tab', async () => {
    // For the server a crashed tab is a tab that never connects.
    const dead: Transport = {
      connect: () => ({ request: () => new Promise(() => {}), notify: () => {}, close: () => {} }),
    };
    const { clock, server, chat, open } = await setUp({ online: false, platform: { transport: dead } });
    await clock.advance(10);
    chat.send('left behind');
    await clock.advance(10);
    const next = open({ platform: { transport: server.transport } });
    await clock.advance(60_000);
    expect(viewOf(next)).toEqual(['left behind:confirmed']);
    expect(server.conversation.head).toBe(1);
  });

  it('fault 19: another user sees nothing of the previous user', async () => {
    const { clock, server, chat, view } = await setUp({ paramsFromSite: { secret_plan: 'gold' } });
    chat.send('my secret');
    await clock.advance(50);
    server.reachable = false;
    server.drop();
    chat.send('unsent secret');
    const before = server.handshakes.at(-1)?.visitor;
    server.reachable = true;
    await chat.identify({ userId: 'other' });
    expect(view(), 'at once, and not with the first answer to the other person').toEqual([]);
    await clock.advance(1_000);
    expect(view()).toEqual([]);
    expect(chat.getParams()).not.toHaveProperty('secret_plan');
    expect(server.handshakes.at(-1)?.visitor).not.toEqual(before);
    expect(server.handshakes.at(-1)).toMatchObject({ userId: 'other' });
    expect([...server.conversations.values()].at(-1)?.head).toBe(0);
  });

  it('fault 19: a late ack for the previous user is not shown to the next user', async () => {
    let answer: (ack: unknown) => void = () => {};
    const { clock, server, open } = await setUp();
    // A transport that delivers an answer after it was closed, as one over HTTP may.
    const late: Transport = {
      connect: (options, handlers) => {
        const link = server.transport.connect(options, handlers);
        return {
          ...link,
          request: (event, payload, timeoutMs) =>
            event === 'send' ? new Promise((done) => (answer = done)) : link.request(event, payload, timeoutMs),
        };
      },
    };
    const chat = open({ platform: { transport: late } });
    await clock.advance(50);
    chat.send('my secret');
    await clock.advance(50);
    await chat.identify({ userId: 'other' });
    await clock.advance(1_000);
    answer({ ok: true, seq: 1, id: 'mine', at: '2026-01-01T00:00:00.000Z' });
    await clock.advance(1_000);
    expect(viewOf(chat)).toEqual([]);
    expect(chat.status.get()).toBe('ready');
    chat.send('hello');
    await clock.advance(50);
    answer({ ok: true, seq: 1, id: 'theirs', at: '2026-01-01T00:00:00.000Z' });
    await clock.advance(50);
    expect(viewOf(chat)).toEqual(['hello:confirmed']);
  });
});

describe('thinking', () => {
  it('fault 48: an answer ends thinking whose end was lost', async () => {
    const { clock, server, chat } = await setUp({}, { script: (turn) => turn.think('…') });
    chat.send('q');
    await clock.advance(50);
    expect(chat.can('send').ok).toBe(false);
    server.faults = { losePush: (event) => event === 'thinking' };
    server.say('the answer');
    await clock.advance(50);
    expect(chat.can('send').ok).toBe(true);
  });

  it('fault 49: an answer that arrives before the start of its thinking leaves the input unblocked', async () => {
    const { clock, server, chat } = await setUp();
    server.conversation.rev = 5;
    server.say('quick answer');
    await clock.advance(10);
    server.push('thinking', { rev: 5, turn: 1, on: true, text: 'late' });
    await clock.advance(10);
    expect(chat.thinking.get()).toBeNull();
    expect(chat.can('send').ok).toBe(true);
  });

  it('fault 50: a lost connection while thinking unblocks the input, and hello blocks it again', async () => {
    const { clock, server, chat } = await setUp({}, { script: (turn) => turn.think('…', { ttlMs: 30_000 }) });
    chat.send('q');
    await clock.advance(50);
    server.reachable = false;
    server.drop();
    await clock.advance(10);
    expect(chat.can('send')).toEqual({ ok: true });
    server.reachable = true;
    await clock.advance(5_000);
    expect(chat.can('send')).toMatchObject({ ok: false, reason: 'thinking' });
  });

  it('thinking never blocks a conversation with an operator, and closing is always possible', async () => {
    const { clock, server, chat } = await setUp({}, { script: (turn) => turn.think('…') });
    chat.send('q');
    await clock.advance(50);
    expect(chat.can('send').ok).toBe(false);
    expect(chat.can('close').ok).toBe(true);
    server.handoff();
    await clock.advance(50);
    expect(chat.dialog.get()).toMatchObject({ status: 'operator', operator: { name: 'Olena' } });
    expect(chat.can('send').ok).toBe(true);
    server.push('thinking', { rev: 99, turn: 1, on: true, text: 'late' });
    await clock.advance(50);
    expect(chat.can('send').ok).toBe(true);
  });

  it('a draft hides the indicator, keeps the input blocked, and becomes the answer', async () => {
    const { clock, server, chat, view } = await setUp();
    server.script = async (turn) => {
      turn.think('Writing');
      turn.draft('answer', 1, { text: 'Hel' });
      await turn.wait(100);
      turn.draft('answer', 2, { append: 'lo' });
      turn.draft('answer', 9, { append: 'LOST' });
    };
    chat.send('q');
    await clock.advance(50);
    expect(chat.thinking.get()).toBeNull();
    expect(chat.can('send')).toMatchObject({ ok: false, reason: 'thinking' });
    expect(chat.messages.get().at(-1)).toMatchObject({ id: 'answer', streaming: true, body: { text: 'Hel' } });
    await clock.advance(100);
    expect(chat.messages.get().at(-1)).toMatchObject({ body: { text: 'Hello' } });
    server.conversation.append({ kind: 'bot' }, { type: 'text', text: 'Hello.', format: 'plain' }, { id: 'answer' });
    server.push('msg', server.conversation.log.at(-1));
    await clock.advance(50);
    expect(view()).toEqual(['q:confirmed', 'Hello.:confirmed']);
    expect(chat.can('send').ok).toBe(true);
  });
});

describe('the host', () => {
  it('fault 46: reports a callback that throws, and the chat continues', async () => {
    const reported: unknown[] = [];
    const schedule = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void) => {
      try {
        work();
      } catch (error) {
        reported.push(error);
      }
      return 0;
    }) as never);
    const { clock, server, chat, view } = await setUp();
    const boom = () => {
      throw new Error('host');
    };
    chat.messages.subscribe(boom);
    chat.on('message', boom);
    chat.subscribe(boom);
    server.say('hi');
    await clock.advance(50);
    schedule.mockRestore();
    expect(view()).toEqual(['hi:confirmed']);
    expect(chat.status.get()).toBe('ready');
    expect(reported).toHaveLength(3);
  });

  it('fault 44, 45: repeated mounts keep one session, and a send outlives its mount', async () => {
    const { clock, server, chat, release: releaseFirst } = await setUp();
    let hellos = 0;
    server.intercept = (event) => {
      if (event === 'hello') hellos += 1;
      return undefined;
    };
    releaseFirst();
    for (let round = 0; round < 100; round += 1) chat.start()();
    const release = chat.start();
    await clock.advance(10);
    expect([server.connected, hellos], 'connections and new sessions').toEqual([1, 0]);
    server.faults = { delay: (event) => (event === 'send' ? 500 : 0) };
    const sent = chat.send('mid-flight');
    release();
    await clock.advance(1_000);
    expect(sent.ok && (await sent.settled)).toMatchObject({ delivery: 'confirmed' });
    await clock.advance(10_000);
    expect(server.connected, 'after the grace period').toBe(0);
  });

  it('throws at once on misuse, with an explanation', async () => {
    expect(() => createChatClient({ url: '', botId: 1 })).toThrow(/needs url/);
    expect(() => createChatClient({ url: 'http://x', botId: '' })).toThrow(/needs botId/);
    expect(() => createChatClient(undefined as never)).toThrow(ChatError);
  });

  it('drops parameters that a server would refuse, with a warning for each', async () => {
    const { chat, clock, server } = await setUp({ collectPageContext: false });
    const warnings: string[] = [];
    chat.on('warning', (warning) => warnings.push(warning));
    chat.setParams({
      ok: 1,
      product: { id: 7, tags: ['a'] as never },
      '1bad': 'x',
      long: 'я'.repeat(600),
      nan: Number.NaN,
    });
    expect(chat.getParams()).toEqual({ ok: 1, 'product.id': 7 });
    expect(warnings).toHaveLength(4);
    chat.setParams({ ok: null, plan: 'pro' });
    chat.send('hi');
    await clock.advance(50);
    expect(chat.getParams()).toEqual({ 'product.id': 7, plan: 'pro' });
    expect(server.conversation.params).toEqual({ 'product.id': 7, plan: 'pro' });
  });
});
