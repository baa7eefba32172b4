import {
  authSchema,
  clientEventSchemas,
  guardShape,
  helloAckSchema,
  parseAck,
  parseServerEvent,
} from '@connective-chat/core/protocol';
import { describe, expect, it } from 'vitest';

const message = { seq: 1, id: 'm1', rev: 0, from: { kind: 'bot' }, at: '2026-01-01T00:00:00.000Z' };

describe('parseServerEvent', () => {
  it('reads a message and keeps an unknown body as unsupported, with its seq (fault 27, 28)', () => {
    const good = parseServerEvent('msg', { ...message, body: { type: 'text', text: 'hi' } });
    expect(good).toMatchObject({
      ok: true,
      value: { name: 'msg', data: { seq: 1, body: { type: 'text', text: 'hi', format: 'plain' } } },
    });
    for (const body of [{ type: 'hologram', x: 1 }, { type: 'text' }, null, 7]) {
      const parsed = parseServerEvent('msg', { ...message, body });
      expect(parsed).toMatchObject({ ok: true, value: { data: { seq: 1, body: { type: 'unsupported' } } } });
    }
  });

  it('returns an issue and never throws on unreadable input (fault 29, 31)', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5000; level += 1) deep = { deep };
    expect(parseServerEvent('msg', deep)).toMatchObject({ ok: false, issue: { kind: 'too-deep' } });
    expect(parseServerEvent('msg', Array(30_000).fill(0))).toMatchObject({ ok: false, issue: { kind: 'too-large' } });
    expect(parseServerEvent('constructor', {})).toMatchObject({ ok: false, issue: { kind: 'unknown-event' } });
    expect(parseServerEvent('msg', { seq: 'one' })).toMatchObject({
      ok: false,
      issue: { kind: 'malformed', event: 'msg' },
    });
    expect(guardShape({ a: [1, 2, { b: 3 }] })).toBeNull();
  });

  it('drops hostile keys (fault 30)', () => {
    const raw = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":1,"seq":1,"id":"a","rev":0,"from":{"kind":"bot"},"at":"x","body":{"type":"text","text":"t","__proto__":{"p":1}}}',
    );
    const parsed = parseServerEvent('msg', raw);
    expect(parsed.ok).toBe(true);
    expect(JSON.stringify(parsed)).not.toContain('polluted');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('parseAck', () => {
  it('reads a refusal in place of an ack', () => {
    const parsed = parseAck('hello', helloAckSchema, { ok: false, code: 'RATE_LIMITED', retry: true, retryAfterMs: 5 });
    expect(parsed).toMatchObject({ ok: true, value: { ok: false, code: 'RATE_LIMITED', retryAfterMs: 5 } });
  });
});

describe('client events', () => {
  const send = clientEventSchemas.send;
  const cid = '0199a6f0-0000-7000-8000-000000000000';
  it('accepts the events of protocol 2', () => {
    expect(
      send.safeParse({ cid, body: { type: 'text', text: 'hi' }, params: { utm_source: 'x', n: 1, ok: true } }).success,
    ).toBe(true);
    expect(
      authSchema.safeParse({ v: 2, botId: 1, locale: 'uk', visitor: { id: 'a'.repeat(36), secret: 's'.repeat(43) } })
        .success,
    ).toBe(true);
  });
  it.each([
    ['an empty text', { cid, body: { type: 'text', text: '' } }],
    ['a text over 16 KiB', { cid, body: { type: 'text', text: 'я'.repeat(8193) } }],
    ['a body of the bot', { cid, body: { type: 'notice', event: 'x', text: 'y' } }],
    ['an extra key', { cid, body: { type: 'close', extra: 1 } }],
    ['a nested parameter', { cid, body: { type: 'close' }, params: { a: { b: 1 } } }],
    ['a parameter of the wrong name', { cid, body: { type: 'close' }, params: { '1a': 1 } }],
    ['a hostile parameter', { cid, body: { type: 'close' }, params: { constructor: 1 } }],
    [
      'too many parameters',
      { cid, body: { type: 'close' }, params: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, 1])) },
    ],
    ['a bad cid', { cid: 'x', body: { type: 'close' } }],
  ])('refuses %s', (_, payload) => {
    expect(send.safeParse(payload).success).toBe(false);
  });
});
