import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { type CompatWorld, openWorld } from './support/compat/compat-world.ts';
import { conversations } from './support/compat/conversations.ts';
import { incompatibilities } from './support/compat/incompatibilities.ts';
import type { RecordedConversation } from './support/compat/recorded-conversation.types.ts';
import { replayClient } from './support/compat/replay-client.ts';
import { replayServer } from './support/compat/replay-server.ts';
import { freshData } from './support/fresh-data.ts';

/* Clients and servers of every release since 0.1.0, tested with their recorded frames: compat/frames. */

const folder = new URL('../../../compat/frames/', import.meta.url);
const releases = readdirSync(folder);
const recordings = releases.flatMap((release) =>
  readdirSync(new URL(`${release}/`, folder)).map((file): [release: string, name: string, RecordedConversation] => [
    release,
    file.replace(/\.json$/, ''),
    JSON.parse(readFileSync(new URL(`${release}/${file}`, folder), 'utf8')),
  ]),
);

let world: CompatWorld;
beforeAll(async () => {
  world = await openWorld(await freshData());
});
afterAll(() => world?.close());

describe('an older client with the current server', () => {
  test.each(recordings)(
    '%s %s: every answer and push has the fields the client knows',
    async (_release, _name, recorded) => {
      expect(await replayClient(world, recorded)).toEqual([]);
    },
  );
});

describe('the current client with an older server', () => {
  test.each(recordings)('%s %s: every frame is parsed and shown as before', async (_release, _name, recorded) => {
    const { shown, issues, status } = await replayServer(recorded);
    expect(issues).toEqual([]);
    expect(status).toBe('ready');
    expect(shown).toMatchObject(recorded.shown);
    expect(shown).toHaveLength(recorded.shown.length);
  });
});

test('the current release is recorded with every conversation', () => {
  const own = recordings.filter(([release]) => release === manifest.version).map(([, name]) => name);
  expect(own.sort(), 'npm run compat:record').toEqual(Object.keys(conversations).sort());
});

test.each<[string, unknown, unknown, string[]]>([
  ['a new field', { ok: true }, { ok: true, more: 1 }, []],
  ['a value in the place of null', { url: null }, { url: 'x' }, []],
  ['a field that is gone', { ok: true, seq: 1 }, { ok: true }, ['seq was number and is undefined']],
  ['another type', { at: '2026' }, { at: 2026 }, ['at was string and is number']],
  ['another kind', { from: { kind: 'bot' } }, { from: { kind: 'agent' } }, ['from.kind was bot and is agent']],
  ['fewer items', { items: [1, 2] }, { items: [1] }, ['items had 2 entries and has 1']],
])('detects what an old client would miss: %s', (_, recorded, live, problems) => {
  expect(incompatibilities(recorded, live)).toEqual(problems);
});
