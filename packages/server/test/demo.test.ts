import { expect, test } from 'vitest';
import { demoBot } from '../src/demo/demo-bot.ts';
import { logIn } from './support/operator.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const server = useServer({
  demo: true,
  operators: [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }],
  limits: { messagesPerMinute: 6000, burst: 1000 },
});
const auth = { botId: '1' };

test('every text of the demo exists in its three languages', () => {
  const missing: string[] = [];
  const look = (value: unknown, path: string) => {
    if (typeof value !== 'object' || value === null) return;
    const keys = Object.keys(value);
    if (keys.includes('en') && ['en', 'uk', 'ru'].some((language) => !keys.includes(language))) missing.push(path);
    for (const [key, item] of Object.entries(value)) look(item, `${path}.${key}`);
  };
  look(demoBot.scenario, 'scenario');
  expect(missing).toEqual([]);
});

test.each([
  ['en', 'HL-12340', 'has been packed', 'Looking up order HL-12340…'],
  ['uk', 'HL-12341', 'уже їде з Nova Poshta і буде приблизно за 3 дн', 'Шукаю замовлення HL-12341…'],
  ['ru', 'hl-12342', 'доставлен', 'Ищу заказ hl-12342…'],
  ['en', 'HL-12349', 'I cannot find order HL-12349', 'Looking up order HL-12349…'],
])('%s: order %s is looked up in the shop', async (locale, number, answer, thinking) => {
  const { visitor } = await openChat(server.url, { auth: { ...auth, locale } });
  const greeting = await visitor.next('msg', ({ body }) => body.buttons?.length > 0);
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'order', label: '' });
  await visitor.hears('HL-12345');
  await visitor.say(number);
  await visitor.hears(answer);
  expect(visitor.of('thinking').map(({ text }) => text)).toContain(thinking);
});

test('an operator joins, leaves, and is rated', async () => {
  const ann = await logIn(server.url, 'ann');
  const { visitor, hello } = await openChat(server.url, { auth });
  const greeting = await visitor.hears('I can help');
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'person', label: '' });
  await visitor.next('dialog', ({ status }) => status === 'queued' || status === 'operator');
  const { conversation } = hello;
  await ann.ask('take', { conversation });
  await visitor.next('dialog', ({ status }) => status === 'operator');
  expect(await ann.ask('close', { conversation })).toMatchObject({ ok: true });
  const rating = await visitor.next('msg', ({ body }) => body.type === 'rating');
  expect(rating.body.prompt).toBe('How did my colleague do?');
  await visitor.send({ type: 'rate', messageId: rating.id, score: 5 });
  await visitor.hears('Thank you, I pass it on.');
});
