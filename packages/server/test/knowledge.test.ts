import { expect, test } from 'vitest';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const server = useServer({ demo: true });

const params = { customer_name: 'Olena', product: 'Halo desk lamp' };
const chat = (auth: Record<string, unknown> = {}) => openChat(server.url, { auth: { botId: 1, ...auth }, params });

test('the demo greets by name, and its agent answers from the articles', async () => {
  const { visitor } = await chat();
  expect((await visitor.hears('Hi Olena')).body.buttons.flat().length).toBeGreaterThanOrEqual(3);
  const { seq } = await visitor.say('How long does the warranty last?', { params });
  const answer = await visitor.answer(seq);
  expect(answer.body.text).toContain('warranty of five years');
  expect(answer.body.text).toContain('Is there anything else about Halo desk lamp I can look up, Olena?');
});

test('the stages are shown in the order of the work, with the texts of the node', async () => {
  const { visitor } = await chat();
  const { seq } = await visitor.say('How much does delivery cost?', { params });
  const answer = await visitor.answer(seq);
  const shown = visitor.of('thinking');
  const stages = shown.map(({ stage }) => stage);
  // The start and the end of the delivery request, the start of the agent, and its stages.
  expect(stages.slice(0, 5)).toEqual([undefined, undefined, undefined, 'question', 'search']);
  expect(stages.filter((stage) => stage === 'read').length).toBeGreaterThanOrEqual(1);
  expect(stages.at(-1)).toBe('write');
  const texts = shown.map(({ text }) => text);
  expect(texts[0]).toBe('Asking our delivery service about Halo desk lamp…');
  expect(texts[4]).toBe('Searching our help pages about Halo desk lamp…');
  expect(texts.find((text) => text?.includes('“Delivery cost” ('))).toBeDefined();
  const written = visitor.of('draft').map(({ text, append }) => text ?? append);
  expect(answer.body.text.startsWith(written.join(''))).toBe(true);
});

test.each([
  ['en', 'can I pay with paypal', 'PayPal'],
  ['en', 'my parcel arrived broken and damaged', 'Take a photo'],
  ['en', 'how bright is the lamp? lumens', '480 lumens'],
  ['uk', 'скільки триває доставка', '2–4 робочі дні'],
  ['uk', 'яка гарантія на лампи', 'п’ять років'],
  ['en', 'чи можна повернути товар', '30 днів'],
  ['uk', 'сколько дней занимает доставка? хочу вернуть', '2–4 рабочих дня'],
  ['ru', 'яка гарантія на лампи', 'п’ять років'],
  ['uk', 'how long is the warranty', 'five years'],
  ['ru', 'какая гарантия на лампы', 'пять лет'],
])('%s: %s', async (locale, question, expected) => {
  const { visitor } = await chat({ locale });
  const { seq } = await visitor.say(question, { params });
  expect((await visitor.answer(seq)).body.text).toContain(expected);
});

test('the scenario takes another branch if the articles have no answer', async () => {
  const { visitor } = await chat();
  const { seq } = await visitor.say('xyzzy', { params });
  expect((await visitor.answer(seq)).body).toMatchObject({ text: expect.stringContaining('found nothing') });
});

test('query operators in a question are treated as words', async () => {
  const { visitor } = await chat();
  const { seq } = await visitor.say(`'); drop table articles; -- & | ! <-> :* \\ ' warranty`, { params });
  expect((await visitor.answer(seq)).body.text).toContain('five years');
});
