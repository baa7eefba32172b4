import { describe, expect, test } from 'vitest';
import { loadScenario } from '../src/scenario/load-scenario.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const scenario = {
  ...testScenario,
  nodes: {
    ...testScenario.nodes,
    show: { type: 'entry', alias: 'show', next: 'picture' },
    picture: {
      type: 'message',
      image: { url: '/pictures/{{name}}.png', alt: { en: 'For {{name}}', uk: 'Для {{name}}' }, width: 20, height: 10 },
      next: 'cards',
    },
    cards: {
      type: 'message',
      cards: [
        {
          title: 'First for {{name}}',
          text: 'Good',
          image: { url: 'https://pictures.example.com/1.png', alt: 'One' },
          buttons: [
            { label: 'More', next: 'one' },
            { label: 'Shop', url: 'https://shop.example.com/{{name}}' },
          ],
        },
        { title: 'Second', image: { url: '/2.png' }, buttons: [{ label: 'Age', next: 'age' }] },
      ],
    },
    judge: { type: 'entry', alias: 'judge', next: 'ask_score' },
    ask_score: {
      type: 'message',
      rating: { prompt: 'How was it, {{name|you}}?', scale: 5, comment: true, variable: 'score' },
      next: 'thanks',
    },
    thanks: { type: 'message', text: 'Thanks for {{score}}: {{score_comment|nothing}}', next: 'end' },
    pick: { type: 'entry', alias: 'pick', next: 'keyboard' },
    keyboard: {
      type: 'message',
      text: '**Pick**, {{name}}',
      format: 'markdown',
      buttons: [[{ label: 'Inline', next: 'one' }]],
      keyboard: [[{ label: 'Below', next: 'age' }]],
    },
  },
};
const server = useServer({ bots: [{ ...testBot, scenario }] });
const params = { name: 'A_b' };
const enter = async (alias: string) => {
  const chat = await openChat(server.url, { params });
  await chat.visitor.send({ type: 'alias', alias }, { params });
  return chat;
};

test('a message can be a picture, with a URL that works on any page', async () => {
  const { visitor } = await enter('show');
  const { body } = await visitor.next('msg', (message) => message.body.type === 'image');
  expect(body).toEqual({
    type: 'image',
    url: `${server.url}/pictures/A_b.png`,
    alt: 'For A_b',
    width: 20,
    height: 10,
  });
});

test('cards have pictures and buttons, and pressing one continues the scenario', async () => {
  const { visitor } = await enter('show');
  const cards = await visitor.next('msg', (message) => message.body.type === 'cards');
  expect(cards.body.items).toEqual([
    {
      title: 'First for A_b',
      text: 'Good',
      image: { url: 'https://pictures.example.com/1.png', alt: 'One' },
      buttons: [
        { id: 'b1', label: 'More', action: { type: 'reply' } },
        { id: 'b2', label: 'Shop', action: { type: 'url', url: 'https://shop.example.com/A_b' } },
      ],
    },
    {
      title: 'Second',
      image: { url: `${server.url}/2.png`, alt: '' },
      buttons: [{ id: 'b3', label: 'Age', action: { type: 'reply' } }],
    },
  ]);
  const pressed = await visitor.send({ type: 'press', messageId: cards.id, buttonId: 'b3', label: 'Age' }, { params });
  expect((await visitor.answer(pressed.seq)).body.text).toBe('How old?');
  const again = await visitor.send({ type: 'press', messageId: cards.id, buttonId: 'b1', label: 'More' }, { params });
  expect(again).toMatchObject({ ok: true, seq: pressed.seq, dup: true });
});

test('a rating is asked once, and its score and comment are kept in a variable', async () => {
  const { visitor } = await enter('judge');
  const rating = await visitor.next('msg', (message) => message.body.type === 'rating');
  expect(rating.body).toEqual({ type: 'rating', prompt: 'How was it, A_b?', scale: 5, comment: true });
  const rate = (score: number, comment?: string) =>
    visitor.send({ type: 'rate', messageId: rating.id, score, comment }, { params });
  expect(await rate(6)).toMatchObject({ ok: false, code: 'INVALID' });
  const given = await rate(4, 'quick');
  expect(given).toMatchObject({ ok: true });
  expect((await visitor.answer(given.seq)).body.text).toBe('Thanks for 4: quick');
  expect(await rate(1)).toMatchObject({ ok: true, seq: given.seq, dup: true });
});

test('a rating that arrives after the conversation has moved on is stored and interrupts nothing', async () => {
  const { visitor } = await enter('judge');
  const rating = await visitor.next('msg', (message) => message.body.type === 'rating');
  const { seq } = await visitor.say('Something else');
  expect((await visitor.answer(seq)).body.text).toBe('Echo: Something else');
  const rate = { type: 'rate', messageId: rating.id, score: 5 };
  const given = await visitor.send(rate);
  expect(given).toMatchObject({ ok: true });
  await visitor.say('End');
  await visitor.hears('Echo: End');
  expect(visitor.of('msg').some(({ turn, from }) => turn === given.seq && from.kind === 'bot')).toBe(false);
});

test('a rating after the end is stored and reopens nothing, and a rating of another message is INVALID', async () => {
  const { visitor } = await enter('judge');
  const rating = await visitor.next('msg', (message) => message.body.type === 'rating');
  await visitor.send({ type: 'close' });
  await visitor.next('dialog', ({ status }) => status === 'closed');
  expect(await visitor.send({ type: 'rate', messageId: rating.id, score: 5 })).toMatchObject({ ok: true });
  expect((await visitor.hello()).dialog.status).toBe('closed');
  const greeting = await visitor.hears('Hello');
  expect(await visitor.send({ type: 'rate', messageId: greeting.id, score: 5 })).toMatchObject({ code: 'INVALID' });
});

test('a reply keyboard appears beside inline buttons, in Markdown with escaped values', async () => {
  const { visitor } = await enter('pick');
  const picked = await visitor.next('msg', (message) => message.body.keyboard !== undefined);
  expect(picked.body).toMatchObject({
    text: '**Pick**, A\\_b',
    format: 'markdown',
    buttons: [[{ id: 'b1', label: 'Inline' }]],
    keyboard: [[{ id: 'b2', label: 'Below' }]],
  });
  const pressed = await visitor.send({ type: 'press', messageId: picked.id, buttonId: 'b2', label: 'Below' });
  expect((await visitor.answer(pressed.seq)).body.text).toBe('How old?');
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'two contents',
    { text: 'x', rating: { prompt: 'y' }, next: 'e' },
    'exactly one of text, image, file, cards and rating',
  ],
  ['no content', { next: 'e' }, 'exactly one of text, image, file, cards and rating'],
  ['buttons under a picture', { image: { url: '/x' }, buttons: [[{ label: 'B', next: 'e' }]] }, 'need a text'],
  ['a javascript: URL as a picture', { image: { url: 'javascript:alert(1)' }, next: 'e' }, 'is not http'],
  ['a protocol-relative picture URL', { image: { url: '//x.test/x' }, next: 'e' }, 'is not http'],
  [
    'a card button to a missing node',
    { cards: [{ title: 'x', buttons: [{ label: 'B', next: 'no' }] }] },
    'leads to no',
  ],
  ['a rating without a next node', { rating: { prompt: 'x' } }, 'needs a next'],
])('a message with %s is refused when the scenario is loaded', (_, message, problem) => {
  const nodes = { s: { type: 'start', next: 'm' }, m: { type: 'message', ...message }, e: { type: 'exit' } };
  expect(() => loadScenario({ version: 1, nodes })).toThrow(problem);
});

describe('the demo', () => {
  const demo = useServer({ demo: true });

  test('shows lamps with pictures, and knows which one was chosen', async () => {
    const { visitor } = await openChat(demo.url, { auth: { botId: '1' } });
    const greeting = await visitor.hears('I can help with orders');
    await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'lamps', label: '' });
    const cards = await visitor.next('msg', ({ body }) => body.type === 'cards');
    for (const { image } of cards.body.items) {
      const picture = await fetch(image.url);
      expect(picture.headers.get('content-type')).toBe('image/svg+xml');
      expect(picture.headers.get('content-security-policy')).toContain('sandbox');
    }
    await visitor.send({ type: 'press', messageId: cards.id, buttonId: 'about_wide', label: '' });
    await visitor.hears('You are looking at Halo Wide');
  });

  test('tells the visitor that no operator is available, and queues nobody', async () => {
    const { visitor } = await openChat(demo.url, { auth: { botId: '1' } });
    const greeting = await visitor.hears('I can help with orders');
    await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'person', label: '' });
    await visitor.hears('There is nobody');
    expect((await visitor.hello()).dialog.status).toBe('bot');
  });

  test('asks for a rating at the end', async () => {
    const { visitor } = await openChat(demo.url, { auth: { botId: '1' } });
    const greeting = await visitor.hears('I can help with orders');
    await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'delivery', label: '' });
    const menu = await visitor.hears('What else can I do');
    await visitor.send({ type: 'press', messageId: menu.id, buttonId: 'done', label: '' });
    await visitor.hears('You are welcome');
    const rating = await visitor.next('msg', ({ body }) => body.type === 'rating');
    await visitor.send({ type: 'rate', messageId: rating.id, score: 5 });
    await visitor.hears('that helps us');
  });
});

describe('the demo with operators, none of them online', () => {
  const operators = [{ id: 'ann', name: 'Ann', login: 'ann', password: 'ann-password' }];
  const demo = useServer({ demo: true, operators });

  test('says so, and lets the visitor choose to wait', async () => {
    const { visitor } = await openChat(demo.url, { auth: { botId: '1' } });
    const greeting = await visitor.hears('I can help with orders');
    await visitor.send({ type: 'press', messageId: greeting.id, buttonId: 'person', label: '' });
    const offline = await visitor.hears('None of my colleagues is online');
    await visitor.send({ type: 'press', messageId: offline.id, buttonId: 'wait', label: '' });
    expect(await visitor.next('dialog', ({ status }) => status === 'queued')).toMatchObject({ operator: null });
  });
});
