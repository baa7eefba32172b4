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
  [{ localle: 'uk' }, 'createChatClient() does not know "localle". Did you mean "locale"?'],
  [{ bot_id: 1 }, 'createChatClient() does not know "bot_id". Did you mean "botId"?'],
  [{ colour: 'red' }, 'createChatClient() does not know "colour".'],
  [{ timeouts: { acks: 1 } }, 'The option timeouts of createChatClient() does not know "acks". Did you mean "ack"?'],
  [
    { platform: { klock: {} } },
    'The option platform of createChatClient() does not know "klock". Did you mean "clock"?',
  ],
  [{ version: 'v3' }, 'createChatClient(): version is "v3", which is none of "v2", "legacy". Did you mean "v2"?'],
])('warns once about %j, with a link to a section of the docs', async (given, text) => {
  const warnings = await warningsOf(given);
  expect(warnings).toEqual([
    expect.stringMatching(/^\[connective-chat\] .* See https:\S+\/docs\/errors\/console\.md#\S+$/),
  ]);
  expect(String(warnings[0]).replace(/ See https:\S+$/, '')).toBe(`[connective-chat] ${text}`);
});

it('does not warn about valid options, even undefined ones', async () => {
  const all = { locale: undefined, getToken: () => null, open: false, timeouts: { ack: 5 }, version: 'legacy' };
  expect(await warningsOf(all)).toEqual([]);
});
