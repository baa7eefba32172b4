import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { begin, end, interrupted, message } from './support/ag-ui-events.ts';
import {
  type CompletionRequest,
  calls,
  rounds,
  stream,
  useCompletionService,
  writes,
} from './support/completion-service.ts';
import { freshData } from './support/fresh-data.ts';
import { type ServerProcess, startLifeWithTools } from './support/server-process.ts';
import { useToolService } from './support/tool-service.ts';
import { connect, type Frame, mint, openChat } from './support/visitor.ts';

/* A process that is killed while an agent calls tools, and the process that continues its turn. */

const TIMEOUT_MS = 90_000;

const model = useCompletionService();
const service = useToolService();

async function lives() {
  const dataDir = await freshData();
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return async (): Promise<ServerProcess> => {
    const server = await startLifeWithTools({ dataDir }, { model: model.baseUrl, tools: service.host });
    onTestFinished(() => server.kill());
    return server;
  };
}

test(
  'fault 67: kill -9 in a call: finished calls are not repeated, the unfinished one is, with the same key',
  async () => {
    const start = await lives();
    const cancel = (number: string) => ({ id: number, name: 'cancel', input: { number } });
    service.hold = '/cancel/K-2';
    model.answers.set('cancel both', rounds(calls([cancel('K-1'), cancel('K-2')]), writes('Both are cancelled.')));
    const first = await start();
    const auth = { visitor: mint() };
    const { visitor } = await openChat(first.url, { auth });
    await visitor.hears('Hello');
    const { seq } = await visitor.say('cancel both');
    await service.next('/cancel/K-2');
    await first.kill();
    service.hold = null;

    const second = await start();
    const again = await connect(second.url, { auth });
    const isAnswer = ({ body, turn }: Frame) => turn === seq && body.text === 'Both are cancelled.';
    await expect.poll(async () => (await again.hello()).items.filter(isAnswer), { timeout: 60_000 }).toHaveLength(1);
    expect(service.of('/cancel/K-1'), 'finished before').toHaveLength(1);
    const keys = service.of('/cancel/K-2').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const asked = model.requests.filter(({ body }) => JSON.stringify(body.messages).includes('cancel both'));
    expect(asked, 'the model was not asked for the calls again').toHaveLength(2);
    const [answer] = (await again.hello()).items.filter(isAnswer);
    expect(answer.steps.map(({ name, state }: Frame) => [name, state])).toEqual([
      ['ask', 'done'],
      ['tool:cancel', 'done'],
      ['tool:cancel', 'done'],
      ['ask', 'done'],
      ['write', 'done'],
    ]);
  },
  TIMEOUT_MS,
);

test(
  'fault 67: kill -9 in an approved call: the process that continues repeats it with the same key, without another question',
  async () => {
    const start = await lives();
    const change = { id: 'c', name: 'change_address', input: { number: 'K-3', address: '1 Short Street' } };
    model.answers.set('change K-3', rounds(calls([change]), writes('It is changed.')));
    service.hold = '/address/K-3';
    const first = await start();
    const auth = { visitor: mint() };
    const { visitor } = await openChat(first.url, { auth });
    await visitor.hears('Hello');
    await visitor.say('change K-3');
    const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
    await first.kill();

    const second = await start();
    const next = await connect(second.url, { auth });
    await next.hello();
    const press = { type: 'press', messageId: question.id, buttonId: 'approve', label: 'Change it' };
    const { seq } = await next.send(press);
    await service.next('/address/K-3');
    await second.kill();
    service.hold = null;

    const third = await start();
    const last = await connect(third.url, { auth });
    const isAnswer = ({ body, turn }: Frame) => turn === seq && body.text === 'It is changed.';
    await expect.poll(async () => (await last.hello()).items.filter(isAnswer), { timeout: 60_000 }).toHaveLength(1);
    const keys = service.of('/address/K-3').map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const { items } = await last.hello();
    expect(
      items.filter(({ body }: Frame) => body.approval),
      'asked once',
    ).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test(
  'kill -9 in the resumed run of an AG-UI agent: the process that continues resumes it with the same answer',
  async () => {
    const start = await lives();
    let isHeld = true;
    const resumed: CompletionRequest[] = [];
    model.answers.set('tell the carrier', (request, response) => {
      stream(response).write(begin);
      if (!request.body.resume) {
        response.end(interrupted([{ id: 'i', reason: 'confirmation', message: 'Shall I?' }]));
        return;
      }
      resumed.push(request);
      if (!isHeld) response.end(message('m', 'It is done.') + end);
    });
    const first = await start();
    const auth = { visitor: mint(), botId: 'ag-ui' };
    const { visitor } = await openChat(first.url, { auth });
    await visitor.hears('Hello');
    await visitor.say('tell the carrier');
    const question = await visitor.next('msg', ({ body }) => body.approval !== undefined);
    const { seq } = await visitor.send({ type: 'press', messageId: question.id, buttonId: 'approve', label: 'Yes' });
    await expect.poll(() => resumed.length, { timeout: 60_000 }).toBe(1);
    await first.kill();
    isHeld = false;

    const second = await start();
    const next = await connect(second.url, { auth });
    const isAnswer = ({ body, turn }: Frame) => turn === seq && body.text === 'It is done.';
    await expect.poll(async () => (await next.hello()).items.filter(isAnswer), { timeout: 60_000 }).toHaveLength(1);
    const sent = resumed.map(({ body, headers }) => [body.runId, body.resume, headers['idempotency-key']]);
    expect(sent).toHaveLength(2);
    expect(sent[0]?.[1]).toEqual([{ interruptId: 'i', status: 'resolved', payload: true }]);
    expect(sent[1]).toEqual(sent[0]);
    const { items } = await next.hello();
    expect(
      items.filter(({ body }: Frame) => body.approval),
      'asked once',
    ).toHaveLength(1);
  },
  TIMEOUT_MS,
);
