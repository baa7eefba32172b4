import { expect, test } from 'vitest';
import { logIn, openDesk, tokenOf } from './support/operator.ts';
import { openStallingProxy } from './support/stalling-proxy.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { openChat } from './support/visitor.ts';

const server = useServer({
  bots: [testBot],
  operators: ['ann', 'bob'].map((id) => ({ id, name: id, login: id, password: `${id}-password` })),
  limits: { messagesPerMinute: 60_000, burst: 10_000, textBytes: 12_000 },
  connections: { backlogBytes: 512 * 1024 },
});

async function overloads(): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^chat_overloaded_total (\d+)$/m.exec(text)?.[1]);
}

test('S20: a desk that reads nothing is disconnected before its backlog grows, and other desks stay', async () => {
  const { visitor, hello } = await openChat(server.url);
  const proxy = await openStallingProxy(server.url);
  const slow = await openDesk(proxy.url, await tokenOf(server.url, 'ann'));
  const quick = await logIn(server.url, 'bob');
  await slow.ask('open', { conversation: hello.conversation });
  await quick.ask('open', { conversation: hello.conversation });
  proxy.stall();

  expect(await overloads()).toBe(0);
  let sent = 0;
  // Until the buffers of the operating system are full too.
  while ((await overloads()) === 0 && sent < 2000) {
    await Promise.all(Array.from({ length: 10 }, () => visitor.say('x'.repeat(12_000))));
    sent += 10;
  }
  expect(await overloads()).toBe(1);
  expect(quick.of('bye'), 'the other desk stays').toEqual([]);
  const again = await logIn(server.url, 'ann');
  expect(await again.ask('open', { conversation: hello.conversation })).toMatchObject({ ok: true });
});
