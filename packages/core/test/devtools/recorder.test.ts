import { type ChatClient, createChatClient } from '@connective-chat/core';
import {
  flightRecorder,
  parseRecording,
  type Recording,
  replay,
  verifyRecording,
} from '@connective-chat/core/devtools';
import { createMemoryPlatform, MemoryServer, type Script, VirtualClock } from '@connective-chat/core/testing';
import { expect, it } from 'vitest';
import { stateOf } from './state-of.ts';

const asFile = (chat: ChatClient): Recording => JSON.parse(JSON.stringify(chat.exportRecording()));

async function recorded(script: Script = (turn) => void turn.reply('Hello!'), maxBytes?: number) {
  const clock = new VirtualClock();
  const server = new MemoryServer({ clock, script });
  const chat = createChatClient({
    url: 'http://memory',
    botId: 1,
    collectPageContext: false,
    platform: createMemoryPlatform(clock, server),
    recorder: flightRecorder(maxBytes === undefined ? {} : { maxBytes }),
  });
  chat.start();
  await clock.advance(10);
  return { clock, server, chat };
}

it('records nothing unless enabled', () => {
  const chat = createChatClient({ url: 'http://memory', botId: 1 });
  expect(chat.exportRecording()).toBeNull();
});

it('replays a lost connection, a reconnect and a handoff, step by step', async () => {
  const { clock, server, chat } = await recorded((turn) => turn.think('Looking', { ttlMs: 30_000 }));
  const live: unknown[] = [];
  const note = () => live.push([chat.status.get(), chat.dialog.get().status, chat.messages.get().length]);
  chat.send('Where is my order?');
  await clock.advance(10);
  note();
  server.drop();
  server.reachable = false;
  await clock.advance(5_000);
  chat.send('Hello?');
  note();
  server.reachable = true;
  await clock.advance(40_000);
  note();
  server.handoff();
  await clock.advance(10);
  note();
  server.say('Olena here', 'operator');
  await clock.advance(10);
  note();

  const seen: unknown[] = [];
  const { chat: again, divergences } = await replay(asFile(chat), {
    onEntry: (_, __, { status, dialog, messages }) =>
      seen.push([status.get(), dialog.get().status, messages.get().length]),
  });
  expect(divergences).toEqual([]);
  expect(stateOf(again)).toEqual(stateOf(chat));
  for (const moment of live) expect(seen).toContainEqual(moment);
});

it('stops at the requested step, and the clock with it', async () => {
  const { clock, chat } = await recorded((turn) => turn.think('Looking', { ttlMs: 30_000 }));
  chat.send('Hi');
  await clock.advance(100);
  const blocked = chat.sendState.get();
  await clock.advance(60_000);
  expect(chat.sendState.get()).toEqual({ ok: true });
  const recording = asFile(chat);
  const index = recording.entries.findIndex((entry) => entry.is === 'push' && entry.events[0]?.name === 'thinking');
  const { chat: again } = await replay(recording, { until: index + 1 });
  expect(again.sendState.get()).toEqual(blocked);
});

it('exports a copy that later events do not change', async () => {
  const { clock, chat } = await recorded();
  const before = chat.exportRecording();
  const text = JSON.stringify(before);
  chat.send('Hi');
  await clock.advance(10);
  expect(JSON.stringify(before)).toBe(text);
});

it('stays within its limit during a long conversation, and reports what it dropped', async () => {
  const { clock, chat } = await recorded((turn) => void turn.reply('Zebra '.repeat(200)), 16_384);
  for (let round = 0; round < 300; round += 1) {
    chat.send(`Zebra ${round}`);
    await clock.advance(31_000);
  }
  const recording = asFile(chat);
  const { keyframe, dropped, missed, entries } = recording;
  expect(JSON.stringify({ keyframe, entries }).length).toBeLessThan(16_384 * 1.5);
  expect(dropped).toBeGreaterThan(1_000);
  expect(missed).toBe(0);
  const { chat: again, divergences } = await replay(recording);
  expect(divergences).toEqual([]);
  expect(again.messageIds.get().length).toBeGreaterThan(40);
  expect(chat.messageIds.get().slice(-again.messageIds.get().length)).toEqual(again.messageIds.get());
});

it('rejects a limit too small for any entry', () => {
  expect(() => flightRecorder({ maxBytes: 10 })).toThrow('maxBytes of at least 16384; it was 10');
  expect(() => flightRecorder({ maxBytes: Number.NaN })).toThrow(expect.objectContaining({ code: 'MISUSE' }));
});

it('explains why a file is not a recording', async () => {
  const { chat } = await recorded();
  const recording = asFile(chat);
  const refused = (input: unknown): string => {
    try {
      parseRecording(input);
    } catch (error) {
      expect(error).toMatchObject({ name: 'ChatError', code: 'INVALID_RECORDING' });
      return (error as Error).message;
    }
    return 'read';
  };
  expect(refused(recording)).toBe('read');
  expect(refused(null)).toContain('its format is undefined');
  expect(refused('[]')).toContain('its format is undefined');
  expect(refused({ ...recording, version: 2 })).toContain('version 2; this library reads 1');
  expect(refused({ ...recording, entries: [{ at: 0, is: 'timer', n: -1 }] })).toContain('entries.0.n');
  expect(refused({ ...recording, entries: [{ at: 0, is: 'dance' }] })).toContain('entries.0');
  await expect(replay({})).rejects.toMatchObject({ code: 'INVALID_RECORDING' });
});

it('reports a recording that does not match this client', async () => {
  const { chat } = await recorded();
  const recording = asFile(chat);
  const entries = [...recording.entries, { at: 99_999, is: 'timer', n: 4_000 }, { at: 99_999, is: 'open', link: 9 }];
  const { divergences } = await replay({ ...recording, entries });
  expect(divergences).toEqual(['timer 4000 is not set', 'link 9 is not open']);
});

it('verifies the server’s frames against the protocol, connection by connection', async () => {
  const { clock, server, chat } = await recorded();
  chat.send('Hi');
  await clock.advance(10);
  server.drop();
  await clock.advance(10_000);
  chat.send('Still there?');
  await clock.advance(10);
  expect(verifyRecording(asFile(chat))).toEqual([]);
  server.push('draft', { id: 'd-1', rev: 1, text: 'of no turn' });
  server.push('msg', { seq: 'two' });
  server.setDialog({ status: 'queued' });
  server.push('dialog', { rev: 0, status: 'bot', operator: null });
  await clock.advance(10);
  const recording = asFile(chat);
  const findings = verifyRecording(recording);
  expect(findings.map(({ rule }) => rule)).toEqual(['unknown-turn', 'malformed', 'stale-rev']);
  for (const { index } of findings) expect(['push', 'issue']).toContain(recording.entries[index]?.is);
});

it('passes a recorder the options without the recorder itself, so that it can forward them', () => {
  const seen: object[] = [];
  const chat = createChatClient({
    url: 'http://memory',
    botId: 1,
    recorder: (options, create) => {
      seen.push(options);
      return { ...create(options), exportRecording: () => null };
    },
  });
  expect(chat.status.get()).toBe('idle');
  expect(seen).toEqual([{ url: 'http://memory', botId: 1 }]);
});
