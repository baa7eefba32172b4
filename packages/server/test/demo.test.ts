import { expect, test } from 'vitest';
import { demoBot } from '../src/demo/demo-bot.ts';
import { logIn } from './support/operator.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const server = useServer({
  demo: true,
  demoDelayMs: 0,
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

test.each([
  ['en', 'Where is my order 1042?', 'What is your order number?'],
  ['en', 'The status of order 1042, please', 'What is your order number?'],
  ['uk', 'Де моя посилка?', 'Який номер вашого замовлення?'],
  ['ru', 'Какой статус у моего заказа?', 'Какой номер вашего заказа?'],
  ['en', 'HL-12340', 'Order HL-12340 has been packed'],
])('%s: the question "%s" is about one order', async (locale, question, reply) => {
  const { visitor } = await openChat(server.url, { auth: { ...auth, locale } });
  await visitor.next('msg', ({ body }) => body.buttons?.length > 0);
  await visitor.say(question);
  await visitor.hears(reply);
});

test.each([
  ['en', 'Can I pick up my order myself?'],
  ['uk', 'Скільки йде замовлення?'],
])('%s: "%s" is about orders in general, and looked up in the help pages', async (locale, question) => {
  const { visitor } = await openChat(server.url, { auth: { ...auth, locale } });
  await visitor.next('msg', ({ body }) => body.buttons?.length > 0);
  await visitor.say(question);
  await visitor.next('thinking', ({ stage }) => stage === 'search');
});

/** A dialog about an order that is on its way, at the offer of what can be done with it. */
async function aboutOrder(number: string) {
  const { visitor } = await openChat(server.url, { auth: { ...auth, locale: 'en' } });
  const greeting = await visitor.next('msg', ({ body }) => body.buttons?.length > 0);
  await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'order', label: '' });
  await visitor.hears('HL-12345');
  await visitor.say(number);
  const offer = await visitor.hears('What else can I do for you?');
  const press = (message: { id: string }, buttonId: string) =>
    visitor.send({ type: 'press', messageId: message.id, buttonId, label: '' });
  return { visitor, offer, press };
}

test('the agent of the demo asks the carrier, as a step, and answers from what it says', async () => {
  const { visitor, offer, press } = await aboutOrder('HL-12341');
  await press(offer, 'track');
  const answer = await visitor.hears('It is at the sorting centre in Kyiv');
  expect(answer.steps).toEqual([
    expect.objectContaining({ name: 'tool:ask_carrier', state: 'done', text: 'Asked the carrier: Kyiv' }),
    expect.objectContaining({ name: 'write', state: 'done' }),
  ]);
  expect(answer.body.text).toContain('you can still change the address here');
});

test.each([
  ['approve', 'Done: parcel HL-12341 goes to 12 Long Street.', 'tool:change_address'],
  ['decline', 'The address of parcel HL-12341 stays as it is.', undefined],
])('the agent of the demo asks before it changes an address: %s', async (button, outcome, step) => {
  const { visitor, offer, press } = await aboutOrder('HL-12341');
  await press(offer, 'address');
  await visitor.hears('Where should the parcel go?');
  await visitor.say('12 Long Street');
  const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
  expect(question.body).toMatchObject({
    text: 'Shall I send parcel HL-12341 to this address?',
    approval: {
      tool: 'Change the delivery address',
      items: [
        { label: 'Order', value: 'HL-12341' },
        { label: 'New address', value: '12 Long Street' },
      ],
    },
  });
  await press(question, button);
  const answer = await visitor.hears(outcome);
  // The carrier was asked before the approval, and is not asked again.
  expect((answer.steps ?? []).map(({ name }: { name: string }) => name)).toEqual(step ? [step] : []);
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
