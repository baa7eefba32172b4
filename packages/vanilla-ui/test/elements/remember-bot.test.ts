import { ScriptedClient } from '@connective-chat/core/testing';
import { expect, it, onTestFinished } from 'vitest';
import { Scope } from '../../src/dom/scope.ts';
import { rememberBot } from '../../src/elements/remember-bot.ts';

/** A server that no other test uses: the test files of a worker share its storage. */
const place = { server: 'https://remember.example', botId: 1, locale: 'en' };

/** A page load: a client that is not connected yet, and the bot that the header shows. */
function visit(where = place) {
  const scope = new Scope();
  onTestFinished(() => {
    scope.end();
    localStorage.clear();
  });
  const client = new ScriptedClient();
  const history = client.history.get();
  client.set({ bot: { title: '' }, history: { ...history, status: 'loading' } });
  const bot = rememberBot(client, where, scope);
  const receive = (sent: ReturnType<typeof client.bot.get>) =>
    client.set({ bot: sent, history: { ...history, status: 'ready' } });
  return { client, bot, receive };
}

it('shows the bot of the last visit until the server has answered', () => {
  const first = visit();
  expect(first.bot.get()).toEqual({ title: '' });
  first.receive({ title: 'Lumen', subtitle: 'Answers at once', customCode: 'alert(1)' });
  const second = visit();
  expect(second.bot.get()).toEqual({ title: 'Lumen', subtitle: 'Answers at once' });
  second.receive({ title: 'Lumen & Co' });
  expect(second.bot.get()).toEqual({ title: 'Lumen & Co' });
});

it('keeps bots and languages separate, and ignores invalid data', () => {
  visit().receive({ title: 'Lumen' });
  expect(visit({ ...place, botId: 2 }).bot.get().title).toBe('');
  expect(visit({ ...place, locale: 'uk' }).bot.get().title).toBe('');
  localStorage.setItem('connective-chat:bot:https://remember.example:1:en', '{"title":5}');
  expect(visit().bot.get().title).toBe('');
});
