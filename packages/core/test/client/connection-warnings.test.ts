import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ChatError } from '@connective-chat/core';
import { CODES, remedyFor } from '@connective-chat/core/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setUp } from '../support/set-up.ts';

const refusal = (code: string) => new ChatError(code, 'Said by the server.');
const finalCodes = Object.keys(CODES).filter((code) => remedyFor(code, false) === 'final');
/** A warning is given once per page, and all tests share one page, so each test has a bot of its own. */
let bots = 0;
const nextBot = () => {
  bots += 1;
  return `warned-${bots}`;
};

describe('console warnings for developers', () => {
  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    vi.spyOn(console, 'warn').mockImplementation((text: string) => warnings.push(text));
  });

  it.each([...finalCodes, 'CODE_OF_A_NEWER_SERVER'])(
    '%s is reported once, with what is needed to fix it',
    async (code) => {
      vi.stubGlobal('location', { origin: 'https://shop.example' });
      const botId = nextBot();
      const { server, chat, clock, open } = await setUp({ online: false, botId });
      server.refusal = refusal(code);
      await clock.advance(100);
      expect(chat.status.get()).toBe('refused');
      chat.reconnect();
      await clock.advance(100);
      open();
      await clock.advance(100);
      expect(server.handshakes.length).toBeGreaterThan(2);
      expect(warnings).toHaveLength(1);
      for (const part of [code, 'http://memory', botId, 'https://shop.example', 'Said by the server.']) {
        expect(warnings[0]).toContain(part);
      }
      vi.unstubAllGlobals();
    },
  );

  it.each([...finalCodes, 'CONNECT_FAILED', 'CONNECT_TIMEOUT', 'TOKEN_EXPIRED', 'CODE_OF_A_NEWER_SERVER'])(
    'the link of %s leads to an existing page',
    async (code) => {
      const { errorPage } = await import('../../src/client/error-page.ts');
      const path = errorPage(code).split('/blob/main/')[1] ?? 'nowhere';
      expect(existsSync(fileURLToPath(new URL(`../../../../${path.split('#')[0]}`, import.meta.url))), path).toBe(true);
    },
  );

  it('an unknown alias is reported once', async () => {
    const { server, chat, clock } = await setUp({ botId: nextBot() });
    server.intercept = (event) =>
      event === 'send'
        ? { ok: false, code: 'INVALID', message: 'No such alias. Did you mean "sale"?', retry: false }
        : undefined;
    for (const alias of ['sael', 'sael']) {
      chat.goTo(alias);
      await clock.advance(100);
    }
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^\[connective-chat\] goTo\("sael"\): No such alias\. Did you mean "sale"\? See https:\S+\/console\.md#an-alias-/,
    );
  });

  it('an unreachable server is reported once, a lost connection is not', async () => {
    const botId = nextBot();
    const { server, clock, chat } = await setUp({ online: false, botId });
    server.reachable = false;
    await clock.advance(60_000);
    expect(chat.connection.get()).toMatchObject({ status: 'reconnecting', error: { code: 'CONNECT_FAILED' } });
    expect(warnings).toHaveLength(1);
    for (const part of ['CONNECT_FAILED', 'http://memory', botId]) expect(warnings[0]).toContain(part);

    const other = await setUp({ botId: nextBot() });
    other.server.reachable = false;
    other.server.drop();
    await other.clock.advance(60_000);
    expect(warnings).toHaveLength(1);
  });
});
