import { expect, test } from 'vitest';
import { done } from './support/admin-api.ts';
import { logIn, tokenOf } from './support/operator.ts';
import { testBot, testScenario } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { type Frame, openChat } from './support/visitor.ts';

const account = (id: string) => ({ id, name: id.toUpperCase(), login: id, password: `${id}-password` });
const server = useServer({
  bots: [
    {
      ...testBot,
      scenario: {
        ...testScenario,
        nodes: {
          ...testScenario.nodes,
          human: { type: 'entry', alias: 'human', next: 'desk' },
          desk: { type: 'operator' },
        },
      },
    },
  ],
  operators: [account('ann'), account('bob'), { ...account('cleo'), role: 'admin' }],
});
const text = (words: string) => ({ type: 'text', text: words, format: 'plain' });

/** A visitor whose dialog Ann has taken, and a message that she has sent. */
async function talking(words: string) {
  const { visitor, hello } = await openChat(server.url);
  await visitor.hears('Hello');
  await visitor.send({ type: 'alias', alias: 'human' });
  const conversation = hello.conversation as string;
  const [ann, bob] = [await logIn(server.url, 'ann'), await logIn(server.url, 'bob')];
  await visitor.next('dialog', ({ status }) => status === 'queued');
  await ann.ask('take', { conversation });
  await bob.ask('open', { conversation });
  const { seq, id: messageId } = await ann.tell(conversation, words);
  await visitor.next('msg', (message) => message.seq === seq);
  return { visitor, ann, bob, conversation, seq, messageId, cursor: { epoch: hello.epoch, after: seq, id: messageId } };
}

const find = (items: Frame[], seq: number) => items.find((item) => item.seq === seq);

test('a correction is pushed to the visitor and to colleagues, and the history returns the corrected text', async () => {
  const { visitor, ann, bob, conversation, seq, messageId, cursor } = await talking('It costs 100');
  const body = text('It costs 10');
  expect(await ann.ask('edit', { conversation, messageId, body })).toEqual({ ok: true });
  const entry = { seq: seq + 1, from: { kind: 'operator', name: 'ANN' }, body: { type: 'edit', messageId, body } };
  const pushed = await visitor.next('msg', (message) => message.seq === seq + 1);
  expect(pushed).toMatchObject(entry);
  expect(await bob.next('msg', (message) => message.seq === seq + 1)).toMatchObject({ conversation, ...entry });

  const resumed = await visitor.hello({ cursor });
  expect(resumed).toMatchObject({ reset: false, items: [entry] });
  const fresh = await visitor.hello();
  expect(find(fresh.items, seq)).toMatchObject({ id: messageId, body, edited: pushed.at });
  expect(await ann.ask('search', { query: 'costs', conversation })).toMatchObject({ items: [{ message: { seq } }] });
});

test('a repeated correction changes nothing', async () => {
  const { visitor, ann, conversation, seq, messageId } = await talking('One');
  const event = { conversation, messageId, body: text('Two') };
  await ann.ask('edit', event);
  expect(await ann.ask('edit', event)).toEqual({ ok: true });
  expect((await visitor.hello()).head).toBe(seq + 1);
});

test('the text of an erased message is removed everywhere', async () => {
  const { visitor, ann, bob, conversation, seq, messageId } = await talking('secretword one');
  await ann.ask('edit', { conversation, messageId, body: text('secretword two') });
  expect(await ann.ask('erase', { conversation, messageId })).toEqual({ ok: true });
  const entry = { seq: seq + 2, body: { type: 'erase', messageId } };
  expect(await visitor.next('msg', (message) => message.seq === seq + 2)).toMatchObject(entry);
  expect(await bob.next('msg', (message) => message.seq === seq + 2)).toMatchObject(entry);
  const fresh = await visitor.hello();
  expect(find(fresh.items, seq)).toMatchObject({ body: { type: 'erased' } });
  expect(JSON.stringify(fresh)).not.toContain('secretword');
  expect(JSON.stringify(await bob.ask('open', { conversation }))).not.toContain('secretword');
  expect(await ann.ask('search', { query: 'secretword' })).toMatchObject({ items: [] });
  expect(await ann.ask('edit', { conversation, messageId, body: text('Again') })).toMatchObject({
    code: 'UNSUPPORTED_TYPE',
  });
  const token = await tokenOf(server.url, 'cleo');
  const { items } = await done(server.url, 'audit', { limit: 2, action: 'message.' }, { token });
  expect(items).toMatchObject([
    { action: 'message.erased', actor: { login: 'ann' }, target: { id: conversation }, detail: { message: messageId } },
    { action: 'message.edited' },
  ]);
  expect(JSON.stringify(items)).not.toContain('secretword');
});

test('erasing a file deletes its bytes', async () => {
  const { visitor, ann, conversation } = await talking('Here it is');
  const { fileId, token, path } = await ann.ask('upload', { conversation, name: 'a.txt', size: 1, mime: 'text/plain' });
  await fetch(server.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
    body: 'a',
  });
  const sent = await ann.ask('send', { conversation, cid: 'a-file-of-ann', body: { type: 'file', fileId } });
  const { body } = await visitor.next('msg', (message) => message.seq === sent.seq);
  expect((await fetch(body.url)).status).toBe(200);
  expect(await ann.ask('edit', { conversation, messageId: sent.id, body: text('No') })).toMatchObject({
    code: 'UNSUPPORTED_TYPE',
  });
  expect(await ann.ask('erase', { conversation, messageId: sent.id })).toEqual({ ok: true });
  expect((await fetch(body.url)).status).toBe(404);
});

test('operators can only change their own messages, and an admin those of any operator', async () => {
  const { visitor, ann, bob, conversation, messageId } = await talking('Mine');
  const said = await visitor.say('From the visitor');
  const greeting = (await visitor.hello()).items.find((item: Frame) => item.from.kind === 'bot').id;
  for (const id of [said.id, greeting]) {
    expect(await ann.ask('erase', { conversation, messageId: id })).toMatchObject({ ok: false, code: 'NOT_YOURS' });
  }
  expect(await bob.ask('erase', { conversation, messageId })).toMatchObject({ code: 'NOT_YOURS' });
  expect(await bob.ask('edit', { conversation, messageId, body: text('Not mine') })).toMatchObject({
    code: 'NOT_YOURS',
  });
  expect(await ann.ask('erase', { conversation, messageId: 'no-such' })).toMatchObject({ code: 'NOT_FOUND' });
  const other = await talking('Elsewhere');
  expect(await ann.ask('erase', { conversation, messageId: other.messageId })).toMatchObject({ code: 'NOT_FOUND' });
  const cleo = await logIn(server.url, 'cleo');
  expect(await cleo.ask('erase', { conversation, messageId })).toEqual({ ok: true });
});
