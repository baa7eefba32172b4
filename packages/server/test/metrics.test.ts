import { expect, test, vi } from 'vitest';
import { createMetrics } from '../src/http/metrics.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const server = useServer({ bots: [testBot] });

async function metrics(): Promise<string> {
  const answer = await fetch(`${server.url}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return answer.text();
}

test('exposes the numbers of a conversation, and none of its text', async () => {
  const canary = 'Canary-4711';
  const { visitor } = await openChat(server.url, { params: { name: canary } });
  await visitor.hears('Hello');
  const { seq } = await visitor.say(canary, { cid: 'cid-of-canary' });
  await visitor.say(canary, { cid: 'cid-of-canary' });
  await visitor.say('Another', { cid: 'cid-of-canary' });
  await visitor.answer(seq);
  await fetch(`${server.url}/api/bots/test/files`, { method: 'POST' });
  const text = await vi.waitFor(
    async () => {
      const now = await metrics();
      expect(now).toContain('chat_turns_total{result="done"} 2');
      return now;
    },
    { timeout: 20_000 },
  );
  expect(text).toContain('chat_visitor_sockets 1\n');
  expect(text).toContain('chat_operator_sockets 0\n');
  expect(text).toContain('chat_sends_total{result="ok"} 1\n');
  expect(text).toContain('chat_sends_total{result="dup"} 1\n');
  expect(text).toContain('chat_sends_total{result="CID_CONFLICT"} 1\n');
  expect(text).toContain('chat_uploads_total{status="401"} 1\n');
  expect(text).not.toContain(canary);
  // Metrics of the process: all servers in one process share them.
  expect(text).toMatch(/^process_cpu_seconds_total \d/m);
  for (const line of text.split('\n').filter((each) => each.startsWith('chat_')))
    expect(line).toMatch(/^[a-z_]+(\{[a-z]+="\w+"\})? \d+$/);
});

test('each server in a process counts separately', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.countTurn('done');
  expect(await one.metrics.toText()).toContain('chat_turns_total{result="done"} 1\n');
  expect(await other.metrics.toText()).not.toContain('chat_turns_total{');
});
