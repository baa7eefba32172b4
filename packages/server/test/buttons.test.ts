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

test('pressing a button continues the scenario', async () => {
  const { visitor } = await openChat(server.url, { params: { name: 'Ada' } });
  const greeting = await visitor.hears('Hello Ada');
  const ack = await visitor.send(press(greeting, 'one', 'a label of my own'));
  expect((await visitor.answer(ack.seq)).body.text).toBe('You chose one');
  const pressed = await visitor.next('msg', ({ body }) => body.type === 'press');
  expect(pressed.body.label, 'the label in the log is the one that was offered').toBe('One');
});

test('fault 56: a set of buttons accepts one answer, and a second press gets the first answer', async () => {
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

test('repeatable buttons accept every press', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.say('menu');
  const menu = await visitor.hears('Menu');
  const first = await visitor.send(press(menu, 'one'));
  const second = await visitor.send(press(menu, 'one'));
  expect(second.seq).toBeGreaterThan(first.seq);
  expect((await visitor.answer(second.seq)).body.text).toBe('You chose one');
});

test("an unknown button and another visitor's message are INVALID", async () => {
  const { visitor } = await openChat(server.url);
  const { visitor: other } = await openChat(server.url);
  const greeting = await visitor.hears('Hello');
  expect(await visitor.send(press(greeting, 'nine'))).toMatchObject({ ok: false, code: 'INVALID' });
  expect(await other.send(press(greeting, 'one'))).toMatchObject({ ok: false, code: 'INVALID' });
});

test('the label of a button can be typed instead', async () => {
  const { visitor } = await openChat(server.url);
  await visitor.hears('Hello');
  const ack = await visitor.say(' one ');
  expect((await visitor.answer(ack.seq)).body.text).toBe('You chose one');
});

test('an input asks again after an invalid answer and stores a valid one', async () => {
  const { visitor } = await openChat(server.url, { params: { name: 'Ada' } });
  const greeting = await visitor.hears('Hello');
  await visitor.send(press(greeting, 'age'));
  await visitor.hears('How old?');
  const bad = await visitor.say('old enough');
  expect((await visitor.answer(bad.seq)).body.text).toBe('A number, please');
  const good = await visitor.say('36', { params: { name: 'Grace' } });
  expect((await visitor.answer(good.seq)).body.text).toBe('So 36 it is, Grace');
});

test('an alias enters the scenario, and an unknown alias is INVALID', async () => {
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
