import { expect, test } from 'vitest';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { type Frame, openChat } from './support/visitor.ts';

const server = useServer({ bots: [testBot] });

const press = (message: Frame, buttonId: string, label = 'One') => ({
  type: 'press',
  messageId: message.id,
  buttonId,
  label,
});

test('a button goes on with the scenario', async () => {
  const { visitor } = await openChat(server.url, { params: { name: 'Ada' } });
  const greeting = await visitor.hears('Hello Ada');
  const ack = await visitor.send(press(greeting, 'one', 'a label of my own'));
  expect((await visitor.answer(ack.seq)).body.text).toBe('You chose one');
  const pressed = await visitor.next('msg', ({ body }) => body.type === 'press');
  expect(pressed.body.label, 'the label in the log is the one that was offered').toBe('One');
});

test('fault 56: a set of buttons answers once: the second press is told the first one', async () => {
  const { visitor } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  const first = await visitor.send(press(greeting, 'one'));
  expect(await visitor.send(press(greeting, 'age'))).toMatchObject({
    ok: true,
    seq: first.seq,
    id: first.id,
    dup: true,
  });
  await visitor.answer(first.seq);
  expect(visitor.of('msg').filter(({ body }) => body.type === 'press')).toHaveLength(1);
});

test('repeatable buttons answer every time', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.say('menu');
  const menu = await visitor.hears('Menu');
  const first = await visitor.send(press(menu, 'one'));
  const second = await visitor.send(press(menu, 'one'));
  expect(second.seq).toBeGreaterThan(first.seq);
  expect((await visitor.answer(second.seq)).body.text).toBe('You chose one');
});

test("a button that does not exist, and another visitor's message, are INVALID", async () => {
  const { visitor } = await openChat(server.url);
  const { visitor: other } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  expect(await visitor.send(press(greeting, 'nine'))).toMatchObject({ ok: false, code: 'INVALID' });
  expect(await other.send(press(greeting, 'one'))).toMatchObject({ ok: false, code: 'INVALID' });
});

test('what a button says may be typed', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  const ack = await visitor.say(' one ');
  expect((await visitor.answer(ack.seq)).body.text).toBe('You chose one');
});

test('an input asks again on a bad answer and keeps a good one', async () => {
  const { visitor } = await openChat(server.url, { params: { name: 'Ada' } });
  const greeting = await visitor.hears('Hello');
  await visitor.send(press(greeting, 'age'));
  await visitor.hears('How old?');
  const bad = await visitor.say('old enough');
  expect((await visitor.answer(bad.seq)).body.text).toBe('A number, please');
  const good = await visitor.say('36', { params: { name: 'Grace' } });
  expect((await visitor.answer(good.seq)).body.text).toBe('So 36 it is, Grace');
});

test('an alias enters the scenario; one that does not exist is INVALID', async () => {
  const { visitor } = await openChat(server.url);
  const ack = await visitor.send({ type: 'alias', alias: 'offer' }, { params: { name: 'Ada' } });
  expect((await visitor.answer(ack.seq)).body.text).toBe('An offer for Ada');
  expect(await visitor.send({ type: 'alias', alias: 'nowhere' })).toEqual({
    ok: false,
    code: 'INVALID',
    message: 'body.alias: no entry point has this alias.',
    retry: false,
  });
  expect(await visitor.send({ type: 'alias', alias: 'ofer' })).toMatchObject({
    message: 'body.alias: no entry point has this alias. Did you mean "offer"?',
  });
});
