import { expect, it, onTestFinished } from 'vitest';
import { Scope } from '../../src/dom/scope.ts';
import { rememberBot } from '../../src/elements/remember-bot.ts';
import { ScriptedClient } from '../support/scripted-client.ts';

const place = { server: 'https://chat.example', botId: 1, locale: 'en' };

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
  const hear = (told: ReturnType<typeof client.bot.get>) =>
    client.set({ bot: told, history: { ...history, status: 'ready' } });
  return { client, bot, hear };
}

it('shows the bot of the last visit until the server has answered', () => {
  const first = visit();
  expect(first.bot.get()).toEqual({ title: '' });
  first.hear({ title: 'Lumen', subtitle: 'Answers at once', customCode: 'alert(1)' });
  const second = visit();
  expect(second.bot.get()).toEqual({ title: 'Lumen', subtitle: 'Answers at once' });
  second.hear({ title: 'Lumen & Co' });
  expect(second.bot.get()).toEqual({ title: 'Lumen & Co' });
});

it('keeps bots and languages separate, and ignores invalid data', () => {
  visit().hear({ title: 'Lumen' });
  expect(visit({ ...place, botId: 2 }).bot.get().title).toBe('');
  expect(visit({ ...place, locale: 'uk' }).bot.get().title).toBe('');
  localStorage.setItem('connective-chat:bot:https://chat.example:1:en', '{"title":5}');
  expect(visit().bot.get().title).toBe('');
});
