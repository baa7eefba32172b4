import { type ChatClientOptions, createChatClient } from '@connective-chat/core';
import { settle } from '@connective-chat/core/testing';
import { expect, it, vi } from 'vitest';

const options: ChatClientOptions = { url: 'http://memory', botId: 1 };

/** The warnings about two clients with the same options. */
async function warningsOf(given: object): Promise<readonly unknown[]> {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  createChatClient({ ...options, ...given });
  await settle();
  createChatClient({ ...options, ...given });
  await settle();
  return warn.mock.calls.map(([text]) => text);
}

it.each([
  [
    { localle: 'uk' },
    'The option of createChatClient() "localle" is unknown and has no effect. Did you mean "locale"?',
  ],
  [{ bot_id: 1 }, 'The option of createChatClient() "bot_id" is unknown and has no effect. Did you mean "botId"?'],
  [{ colour: 'red' }, 'The option of createChatClient() "colour" is unknown and has no effect.'],
  [{ timeouts: { acks: 1 } }, 'The deadline in `timeouts` "acks" is unknown and has no effect. Did you mean "ack"?'],
  [{ platform: { klock: {} } }, 'The part of `platform` "klock" is unknown and has no effect. Did you mean "clock"?'],
  [{ version: 'v3' }, 'The `version` of createChatClient() "v3" is unknown and has no effect. Did you mean "v2"?'],
])('warns once about %j', async (given, text) => {
  expect(await warningsOf(given)).toEqual([`[connective-chat] ${text}`]);
});

it('does not warn about valid options, even undefined ones', async () => {
  const all = { locale: undefined, getToken: () => null, open: false, timeouts: { ack: 5 }, version: 'legacy' };
  expect(await warningsOf(all)).toEqual([]);
});
