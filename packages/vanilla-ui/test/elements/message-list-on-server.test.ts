import type { Body, Button } from '@connective-chat/core';
import { describe, expect, it } from 'vitest';
import { mountOnServer } from '../support/mount-on-server.ts';

const keyboard: Button[][] = [[{ id: 'a', label: 'Today', action: { type: 'reply' } }]];

/* With the real store, which notifies the subscribers of the list before those of a single message. */
describe('MessageList with the real store', () => {
  it('shows a message as sent as soon as it is, before its answer', async () => {
    const { chat, clock, find } = await mountOnServer({ script: (turn) => turn.think('Searching…') });
    chat.send('Where is my order?');
    await clock.advance(1_000);
    const row = find('.row.own');
    expect(row.dataset.delivery).toBe('confirmed');
    expect(row.dataset.tick).toBe('sent');
    expect(find('.row.own .tick').getAttribute('aria-label')).toBe('Sent');
  });

  it('shows several unanswered messages as sent', async () => {
    const { chat, clock, all } = await mountOnServer();
    for (const words of ['one', 'two', 'three']) chat.send(words);
    await clock.advance(1_000);
    expect(all('.row.own').map((row) => row.getAttribute('data-tick'))).toEqual(['sent', 'sent', 'sent']);
  });

  it('shows the first answer, and marks the message as delivered', async () => {
    const { chat, clock, find } = await mountOnServer({ script: (turn) => void turn.reply('On its way.') });
    chat.send('Where is my order?');
    await clock.advance(1_000);
    expect(find('.row.own').dataset.tick).toBe('delivered');
  });

  it('shows the quick replies of a streamed message', async () => {
    const { chat, clock, server, all } = await mountOnServer({
      script: (turn) => {
        turn.think('Writing…');
        turn.draft('answer', 1, { text: 'When' });
      },
    });
    chat.send('Can you call me?');
    await clock.advance(1_000);
    expect(all('.row[data-streaming]').map((row) => row.querySelector('.text')?.textContent)).toEqual(['When']);
    expect(all('.reply')).toEqual([]);
    const { conversation } = server;
    const body = { type: 'text', text: 'When?', format: 'plain', keyboard } satisfies Body;
    server.push('msg', conversation.append({ kind: 'bot' }, body, { id: 'answer', turn: 1 }));
    await clock.advance(1_000);
    expect(all('.reply').map((button) => button.textContent)).toEqual(['Today']);
  });

  it("moves a message to another day if the server's time differs", async () => {
    const { chat, clock, server, all } = await mountOnServer();
    server.say('Hello');
    await clock.advance(1_000);
    chat.send('Good evening');
    expect(all('.day').map((day) => day.textContent)).toEqual(['Today']);
    clock.shift(20 * 3_600_000);
    await clock.advance(1_000);
    expect(all('.day')).toHaveLength(2);
  });

  it('says at the newest pending message that it will be sent when the visitor is back online', async () => {
    const { chat, clock, server, all } = await mountOnServer();
    server.reachable = false;
    server.drop();
    await clock.advance(30_000);
    chat.send('one');
    chat.send('two');
    await clock.advance(10);
    const notes = () => all('.row').map((row) => row.querySelector('.note')?.textContent ?? '');
    expect(notes().filter(Boolean)).toEqual(['Will be sent when you are back online']);
    expect(all('.row.own').at(-1)?.querySelector('.note')).not.toBeNull();
    server.reachable = true;
    await clock.advance(120_000);
    expect(all('.note')).toEqual([]);
    expect(all('.row.own').map((row) => row.getAttribute('data-tick'))).toEqual(['sent', 'sent']);
  });

  it('explains why rate-limited messages wait', async () => {
    const { chat, clock, server, all } = await mountOnServer();
    let isLimited = true;
    const refusal = { ok: false, code: 'RATE_LIMITED', message: '', retry: true, retryAfterMs: 15_000 };
    server.intercept = (event) => (event === 'send' && isLimited ? refusal : undefined);
    for (const words of ['one', 'two']) chat.send(words);
    await clock.advance(1_000);
    expect(all('.note').map((note) => note.textContent)).toEqual([
      'Many messages at once: the rest follow in a moment',
    ]);
    isLimited = false;
    await clock.advance(60_000);
    expect(all('.note')).toEqual([]);
  });
});
