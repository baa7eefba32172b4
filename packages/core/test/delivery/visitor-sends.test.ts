import { describe, expect, it, vi } from 'vitest';
import type { ChatAction, Permission } from '../../src/client/chat-results.types.ts';
import type { Message } from '../../src/conversation/message.types.ts';
import { sizeOf } from '../../src/delivery/outbox.ts';
import { VisitorSends, type VisitorSendsOptions } from '../../src/delivery/visitor-sends.ts';
import { ChatError } from '../../src/errors.ts';
import type { Button, VisitorBody } from '../../src/protocol/body.ts';

const TEXT_BYTES = 100;
const FRAME_BYTES = 1_000;
const settled = Promise.resolve({ delivery: 'confirmed' } as const);

/** The sends of a visitor, with a dispatcher that accepts everything and is recorded. */
function setUpSends({ error, params = {} }: { error?: ChatError; params?: Record<string, string> } = {}) {
  const done: unknown[] = [];
  const state = { isBlocked: false, room: Number.POSITIVE_INFINITY, refused: null as ChatAction | null };
  const failed = { failure: { code: 'BLOCKED' }, body: { type: 'press', messageId: 'm', buttonId: 'b', label: 'B' } };
  const rows: Record<string, unknown> = { failed, unsent: { body: failed.body } };
  const accept = (how: string) => (body: VisitorBody, given: unknown) => {
    done.push([how, body, given]);
    return { id: 'sent', settled: error ? Promise.resolve({ delivery: 'failed', error }) : settled };
  };
  const messages: Record<string, Partial<Message>> = {};
  const options = {
    dispatcher: {
      outbox: { hasRoomFor: (bytes: number) => bytes <= state.room, find: (id: string) => rows[id] },
      send: accept('send'),
      enqueue: accept('enqueue'),
      retry: (id: string) => (id === 'failed' ? { id, settled } : undefined),
      discard: (id: string) => id === 'failed',
      restore: async (namespace: string) => void done.push(['restore', namespace]),
    },
    store: { get: (id: string) => messages[id], byServerId: (id: string) => messages[`by ${id}`] },
    params: { get: () => params },
    limits: { get: () => ({ textBytes: TEXT_BYTES, frameBytes: FRAME_BYTES }) },
    identity: { namespace: async () => 'me' },
    typing: { stop: () => done.push('typing ends') },
    can: (action: ChatAction): Permission =>
      action === state.refused ? { ok: false, reason: 'refused' } : { ok: true },
    isBlocked: () => state.isBlocked,
  } as unknown as VisitorSendsOptions;
  return { sends: new VisitorSends(options), done, state, messages, rows };
}

const text = (content: string) => ({ type: 'text', text: content, format: 'plain' }) as const;
const refused = (reason: string) => ({ ok: false, reason });
const accepted = { ok: true, id: 'sent', settled };

describe('a message of a visitor', () => {
  it('is a plain text or a body, ends their typing and has the parameters of the site', () => {
    const { sends, done } = setUpSends({ params: { plan: 'pro' } });
    expect(sends.say('hi')).toEqual(accepted);
    expect(sends.say({ type: 'close' })).toEqual(accepted);
    expect(done).toEqual([
      'typing ends',
      ['send', text('hi'), { plan: 'pro' }],
      'typing ends',
      ['send', { type: 'close' }, { plan: 'pro' }],
    ]);
  });

  it('is not empty', () => {
    const { sends, done } = setUpSends();
    expect(sends.send(text(''))).toEqual(refused('empty'));
    expect(sends.send(text(' \n'))).toEqual(refused('empty'));
    expect(done).toEqual([]);
  });

  it('is not larger than the server takes, in bytes', () => {
    const { sends } = setUpSends();
    expect(sends.send(text('я'.repeat(TEXT_BYTES / 2)))).toEqual(accepted);
    expect(sends.send(text(`${'я'.repeat(TEXT_BYTES / 2)}.`))).toEqual(refused('too-large'));
  });

  it('and all that goes along is not larger than a frame', () => {
    const alias = (bytes: number): VisitorBody => {
      const body = { type: 'alias', alias: '' } as const;
      return { ...body, alias: 'x'.repeat(bytes - sizeOf(body)) };
    };
    const params = { plan: 'pro' };
    const room = FRAME_BYTES - 512 - JSON.stringify(params).length;
    const { sends } = setUpSends({ params });
    expect(sends.send(alias(room))).toEqual(accepted);
    expect(sends.send(alias(room + 1))).toEqual(refused('too-large'));
  });

  it('has room in the outbox', () => {
    const { sends, state } = setUpSends();
    state.room = sizeOf(text('hi'));
    expect(sends.send(text('hi'))).toEqual(accepted);
    expect(sends.send(text('hi!'))).toEqual(refused('outbox-full'));
  });

  it('waits while the agent works if it is a text, and is refused if it starts another turn', () => {
    const { sends, done, state } = setUpSends();
    state.isBlocked = true;
    expect(sends.send(text('hi'))).toEqual(accepted);
    expect(done).toEqual([['enqueue', text('hi'), {}]]);
    expect(sends.send({ type: 'alias', alias: 'offer' })).toEqual(refused('thinking'));
    expect(sends.send({ type: 'press', messageId: 'm', buttonId: 'b', label: 'B' })).toEqual(refused('thinking'));
    expect(sends.send({ type: 'request_operator' })).toEqual(accepted);
    expect(sends.send({ type: 'rate', messageId: 'm', score: 5 })).toEqual(accepted);
  });

  it.each([
    ['send', text('hi')],
    ['send', { type: 'press', messageId: 'm', buttonId: 'b', label: 'B' }],
    ['close', { type: 'close' }],
    ['close', { type: 'rate', messageId: 'm', score: 5 }],
  ] as const)('is refused if the chat refuses to %s: %o', (action, body) => {
    const { sends, state, done } = setUpSends();
    state.refused = action;
    expect(sends.send(body)).toEqual(refused('refused'));
    state.refused = action === 'send' ? 'close' : 'send';
    expect(sends.send(body)).toEqual(accepted);
    expect(done).toHaveLength(1);
  });
});

describe('a press', () => {
  const button: Button = { id: 'b', label: 'Yes', action: { type: 'reply' } };
  const press = { type: 'press', messageId: 'server', buttonId: 'b', label: 'Yes' };

  it('is sent with the id of the server, whichever id the message was given by', () => {
    const { sends, done, messages } = setUpSends();
    messages.key = messages['by server'] = { serverId: 'server', body: text('?') };
    expect(sends.press('key', button)).toEqual(accepted);
    expect(sends.press('server', button)).toEqual(accepted);
    expect(done).toEqual([
      ['send', press, {}],
      ['send', press, {}],
    ]);
  });

  it('is refused for a link, for a message that the server does not know, and after the answer', () => {
    const { sends, done, messages } = setUpSends();
    messages.key = { serverId: 'server', body: text('?'), answer: { label: 'No' } };
    messages.pending = { body: text('?') };
    const link: Button = { ...button, action: { type: 'url', url: 'https://example.com' } };
    expect(sends.press('key', link)).toEqual(refused('unsupported'));
    expect(sends.press('nobody', button)).toEqual(refused('not-found'));
    expect(sends.press('pending', button)).toEqual(refused('not-found'));
    expect(sends.press('key', button)).toEqual(refused('answered'));
    expect(done).toEqual([]);
  });
});

describe('a rating', () => {
  it('is sent once, with a comment if there is one', () => {
    const { sends, done, messages } = setUpSends();
    messages.key = { serverId: 'server' };
    messages.rated = { serverId: 'server', answer: { label: '5', score: 5 } };
    messages.pending = {};
    expect(sends.rate('key', 4, 'nice')).toEqual(accepted);
    expect(sends.rate('key', 4, '')).toEqual(accepted);
    expect(sends.rate('rated', 4)).toEqual(refused('answered'));
    expect(sends.rate('pending', 4)).toEqual(refused('not-found'));
    expect(sends.rate('nobody', 4)).toEqual(refused('not-found'));
    const rate = { type: 'rate', messageId: 'server', score: 4 };
    expect(done).toEqual([
      ['send', { ...rate, comment: 'nice' }, {}],
      ['send', rate, {}],
    ]);
  });
});

describe('an alias', () => {
  it('that the scenario does not have is told to the developer', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const warned = async (alias: string, error?: ChatError): Promise<string[]> => {
      warn.mockClear();
      const { sends } = setUpSends(error ? { error } : {});
      expect(sends.goTo(alias)).toMatchObject({ ok: true, id: 'sent' });
      await Promise.resolve();
      await Promise.resolve();
      return warn.mock.calls.map(([message]) => String(message));
    };
    const [message] = await warned('offfer', new ChatError('INVALID', 'There is no such alias.'));
    expect(message).toContain('goTo("offfer"): There is no such alias. See https://');
    expect(message).toContain('/console.md#an-alias-that-the-scenario-does-not-have');
    expect(await warned('closed', new ChatError('BLOCKED', ''))).toEqual([]);
    expect(await warned('fine')).toEqual([]);
  });

  it('is sent as such, and is refused like any send', () => {
    const { sends, done, state } = setUpSends();
    sends.goTo('offer');
    expect(done).toEqual([['send', { type: 'alias', alias: 'offer' }, {}]]);
    state.refused = 'send';
    expect(sends.goTo('offer')).toEqual(refused('refused'));
  });
});

describe('a request of a visitor', () => {
  it('for an operator, or to leave their queue, is sent if it is possible', () => {
    const { sends, done, state } = setUpSends();
    expect(sends.requestOperator()).toEqual(accepted);
    expect(sends.leaveQueue()).toEqual(accepted);
    expect(done).toEqual([
      ['send', { type: 'request_operator' }, {}],
      ['send', { type: 'leave_queue' }, {}],
    ]);
    state.refused = 'requestOperator';
    expect(sends.requestOperator()).toEqual(refused('refused'));
    state.refused = 'leaveQueue';
    expect(sends.leaveQueue()).toEqual(refused('refused'));
    expect(done).toHaveLength(2);
  });

  it('to send a failed message again is a send like the first', () => {
    const { sends, state, rows } = setUpSends();
    expect(sends.retry('failed')).toEqual({ ok: true, id: 'failed', settled });
    expect(sends.retry('unsent')).toEqual(refused('not-found'));
    expect(sends.retry('nobody')).toEqual(refused('not-found'));
    state.isBlocked = true;
    expect(sends.retry('failed')).toEqual(refused('thinking'));
    state.isBlocked = false;
    rows.gone = rows.failed;
    expect(sends.retry('gone'), 'another tab has removed it').toEqual(refused('not-found'));
  });

  it('to remove a message is passed on', () => {
    const { sends } = setUpSends();
    expect([sends.discard('failed'), sends.discard('nobody')]).toEqual([true, false]);
  });

  it('is restored for this visitor', async () => {
    const { sends, done } = setUpSends();
    await sends.restore();
    expect(done).toEqual([['restore', 'me']]);
  });
});
