import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { done } from './support/admin-api.ts';
import { tokenOf } from './support/operator.ts';
import { testBot } from './support/test-bot.ts';
import { useServer } from './support/test-server.ts';
import { connect, refusal } from './support/visitor.ts';

interface Line {
  readonly msg: string;
  readonly code: string;
  readonly bot: string;
  readonly origin: string | null;
}

const lines: Line[] = [];
/** Refusals are answered before they are written to the log and the list. */
const PATIENCE = { timeout: 20_000, interval: 50 };
let token: Promise<string> | undefined;
const callTo = async (bot: string) => {
  token ??= tokenOf(server.url, 'boss');
  return { token: await token, parts: { bot } };
};
const strict = (id: string, origins: string[]) => ({ ...testBot, id, settings: { title: id, origins } });
const server = useServer({
  bots: [testBot, strict('strict', ['https://shop.example']), strict('other', [])],
  operators: [{ id: 'boss', name: 'boss', login: 'boss', password: 'boss-password', role: 'admin' }],
  logger: pino({ level: 'trace' }, { write: (line: string) => void lines.push(JSON.parse(line)) }),
});

const refusals = () => lines.filter(({ msg }) => msg === 'a client was refused');
const told = (part: Partial<Line>) =>
  refusals().filter((line) => Object.entries(part).every(([key, value]) => line[key as keyof Line] === value));
const refuse = (botId: string, origin: string) => refusal(server.url, { auth: { botId }, origin });

async function refusedOf(bot: string): Promise<string[]> {
  const { items } = await done(server.url, 'listRefusedOrigins', undefined, await callTo(bot));
  return items.map(({ origin }) => origin);
}

test('a refused client is logged once with its bot and origin, however often it retries', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) await refuse('strict', 'https://logged.example');
  await refuse('none', 'https://logged.example');
  await refuse('none', 'https://logged.example');
  await vi.waitFor(() => {
    expect(told({ code: 'ORIGIN_NOT_ALLOWED', bot: 'strict', origin: 'https://logged.example' })).toHaveLength(1);
    expect(told({ code: 'BOT_NOT_FOUND', bot: 'none', origin: 'https://logged.example' })).toHaveLength(1);
  }, PATIENCE);
});

test('an upload from a refused origin is also logged', async () => {
  const headers = { origin: 'https://uploads.example' };
  await fetch(`${server.url}/api/bots/strict/files`, { method: 'POST', headers, body: 'x' });
  await vi.waitFor(() => expect(told({ bot: 'strict', origin: 'https://uploads.example' })).toHaveLength(1), PATIENCE);
});

test('the settings list refused origins until they are allowed, except those that cannot be allowed', async () => {
  await refuse('other', 'https://first.example');
  await vi.waitFor(async () => expect(await refusedOf('other')).toEqual(['https://first.example']), PATIENCE);
  await refuse('other', 'https://second.example');
  await refuse('other', 'null');
  await vi.waitFor(async () => {
    expect((await refusedOf('other')).sort()).toEqual(['https://first.example', 'https://second.example']);
  }, PATIENCE);

  const call = await callTo('other');
  const { bot } = await done(server.url, 'getBot', undefined, call);
  const settings = { ...bot.settings, origins: ['https://first.example'] };
  await done(server.url, 'saveSettings', { rev: bot.rev, settings }, call);
  expect(await refusedOf('other')).toEqual(['https://second.example']);
  await connect(server.url, { auth: { botId: 'other' }, origin: 'https://first.example' });
});

test('made-up origins cannot flood the log or the settings', async () => {
  for (let index = 0; index < 60; index += 1) await refuse('strict', `https://${index}.example`);
  expect(refusals().length).toBeLessThan(60);
  expect((await refusedOf('strict')).length).toBeLessThanOrEqual(20);
});
