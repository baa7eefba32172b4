import { type ChatClient, createChatClient, type ProtocolIssue, type Transport } from '@connective-chat/core';
import { createMemoryPlatform, MemoryServer, VirtualClock } from '@connective-chat/core/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';

/*
 * Every field of every server frame, damaged in several ways, once or always. In each case the client sends requests no
 * more often than its delays allow, and the log continues as soon as that is possible.
 */

type Path = readonly (string | number)[];
type Damage = 'null' | 'absent' | 'text' | 'number' | 'object' | 'list';
const DAMAGES: readonly Damage[] = ['null', 'absent', 'text', 'number', 'object', 'list'];
/** Each field gets this many of the kinds of damage, and the next field the kinds that follow. */
const KINDS = Number(process.env.DAMAGES ?? 2);
const kindsFor = (field: number): Damage[] =>
  DAMAGES.filter((_, kind) => (kind - field * KINDS + field * DAMAGES.length * KINDS) % DAMAGES.length < KINDS);
const VALUES: Readonly<Record<Exclude<Damage, 'absent'>, unknown>> = {
  null: null,
  text: 'odd',
  number: -7.5,
  object: { odd: true },
  list: ['odd'],
};

function damaged(frame: unknown, path: Path, damage: Damage): unknown {
  const copy: unknown = structuredClone(frame);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = parent[key];
    if (typeof next !== 'object' || next === null) return copy;
    parent = next as Record<string | number, unknown>;
  }
  const key = path.at(-1) as string | number;
  if (!Object.hasOwn(parent, key)) return copy;
  if (damage === 'absent') delete parent[key];
  else parent[key] = VALUES[damage];
  return copy;
}

/** The paths of all fields of a frame; of an array, those of its first two elements. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 2) : Object.keys(value);
  return keys.flatMap((key) => {
    const own = [...path, key];
    return [own, ...pathsOf((value as Record<string | number, unknown>)[key], own)];
  });
}

/** Changes the frames that a transport receives. */
function through(transport: Transport, receive: (name: string, payload: unknown) => unknown): Transport {
  return {
    connect: (options, handlers) => {
      const link = transport.connect(options, {
        onOpen: () => handlers.onOpen(),
        onEvent: (name, payload) => handlers.onEvent(name, receive(name, payload)),
        onClose: (error) => handlers.onClose(error),
      });
      return {
        request: async (event, payload, timeoutMs) =>
          receive(`answer to ${event}`, await link.request(event, payload, timeoutMs)),
        notify: (event, payload) => link.notify(event, payload),
        close: () => link.close(),
      };
    },
  };
}

const LONG = 'a question with a long answer';

interface Life {
  readonly chat: ChatClient;
  /** The texts of the shown messages. */
  readonly shown: readonly string[];
  readonly requests: number;
  readonly issues: readonly ProtocolIssue[];
}

/**
 * Plays a chat in which every frame of the server arrives at least once: greeting, answer, operator, lost connection,
 * reconnect, older page.
 */
async function live(receive: (name: string, payload: unknown) => unknown): Promise<Life> {
  const clock = new VirtualClock();
  let requests = 0;
  const server = new MemoryServer({
    clock,
    script: async (turn) => {
      const text = 'text' in turn.body ? turn.body.text : '';
      const detail = { tool: 'atlas', count: 2, result: 'two' };
      const steps = [{ name: 'look', text: 'Looking', detail, after: 'stay' as const }];
      turn.think('Thinking', { stage: 'look', ttlMs: 20_000, steps });
      // Is stopped, unless the damage prevents it: the log is the same.
      if (text === LONG) {
        turn.draft('draft', 1, { text: `re: ${text}` });
        await turn.wait(10_000);
      } else await turn.wait(100);
      turn.reply(`re: ${text}`);
    },
  });
  const intercepted = server.intercept;
  server.intercept = (event, payload, answer) => {
    requests += 1;
    return intercepted(event, payload, answer);
  };
  const platform = createMemoryPlatform(clock, server);
  const transport = through(platform.transport as Transport, receive);
  const chat = createChatClient({ url: 'http://memory', botId: 1, platform: { ...platform, transport } });
  const issues: ProtocolIssue[] = [];
  chat.on('protocolError', (issue) => issues.push(issue));
  chat.start();
  // Dialects are loaded in real time.
  await vi.waitFor(
    async () => {
      await clock.advance(1);
      expect(server.handshakes.length).toBeGreaterThan(0);
    },
    { interval: 1 },
  );
  await clock.advance(60_000);
  server.say('one');
  await clock.advance(1000);
  chat.send('hi');
  await clock.advance(60_000);
  chat.send(LONG);
  await clock.advance(1000);
  chat.stop();
  await clock.advance(60_000);
  server.handoff({ id: 'op', name: 'Olena', avatar: 'https://example.com/a.png' });
  server.push('typing', { on: true, ttlMs: 500 });
  server.push('read', { by: 'operator', seq: 1 });
  server.push('command', { title: 'T', subtitle: 'S', open: true });
  server.say('two', 'operator');
  await clock.advance(60_000);
  // Two messages whose pushes are lost, so that only a page of the log brings them.
  server.faults = { losePush: (event) => event === 'msg' };
  server.say('three');
  server.say({ type: 'cards', items: [{ title: 'A card', buttons: [] }] } as never);
  server.faults = {};
  server.beat();
  await clock.advance(60_000);
  server.drop();
  await clock.advance(60_000);
  server.say('last');
  server.beat();
  await clock.advance(600_000);
  server.say('after all');
  server.beat();
  await clock.advance(60_000);
  const shown = chat.messages.get().map(({ body }) => ('text' in body ? body.text : body.type));
  return { chat, shown, requests, issues };
}

const LOG = ['one', 'hi', 're: hi', LONG, `re: ${LONG}`, 'two', 'three', 'cards', 'last', 'after all'];

/** The fields without which a frame cannot be identified or read at all. */
const ESSENTIAL =
  /^answer to \w+ (ok|epoch|head|seq|id)$|^(msg|answer to \w+) (items\.\d+\.)?seq$|^\w+ (rev|id|seq|epoch|head|by|on|code)$/;

const NAMES = [
  'answer to hello',
  'answer to send',
  'answer to sync',
  'answer to stop',
  'msg',
  'thinking',
  'dialog',
  'typing',
  'read',
  'command',
  'head',
];
const frames = new Map<string, unknown>();
let whole: Life;

beforeAll(async () => {
  whole = await live((name, payload) => {
    // The largest frame of each name, because an empty page has no fields to damage.
    const size = (frame: unknown) => JSON.stringify(frame ?? null).length;
    if (size(payload) > size(frames.get(name))) frames.set(name, payload);
    return payload;
  });
});

/** Plays a chat with each damaged field of a frame; with every kind of damage if `DAMAGES` is 6. */
async function withEachDamage(
  name: string,
  receiver: (damage: (payload: unknown) => unknown) => (payload: unknown) => unknown,
  check: (life: Life, label: string, path: string) => void,
): Promise<void> {
  for (const [field, path] of pathsOf(frames.get(name)).entries()) {
    for (const damage of kindsFor(field)) {
      const receive = receiver((payload) => damaged(payload, path, damage));
      const life = await live((received, payload) => (received === name ? receive(payload) : payload));
      check(life, `${name} ${path.join('.')} as ${damage}`, path.join('.'));
    }
  }
}

describe('fault 60: a frame with a damaged field', () => {
  it('the undamaged run shows the whole log and uses every kind of frame', () => {
    expect(whole.shown).toEqual(LOG);
    expect(whole.issues).toEqual([]);
    expect([...frames.keys()]).toEqual(expect.arrayContaining(NAMES));
    for (const name of ['thinking', 'msg']) expect(frames.get(name), 'with steps').toHaveProperty('steps.0.detail');
  });

  it.each(NAMES)('%s, damaged once: the log recovers completely', async (name) => {
    await withEachDamage(
      name,
      (damage) => {
        let done = false;
        return (payload) => {
          const changed = done ? payload : damage(payload);
          done ||= JSON.stringify(changed) !== JSON.stringify(payload);
          return changed;
        };
      },
      ({ chat, shown }, label) => {
        expect(chat.connection.get().status, label).toBe('online');
        expect(shown.at(-1), label).toBe('after all');
        expect(shown.length, `${label}: ${shown.join()}`).toBe(LOG.length);
        expect(chat.can('send').ok, label).toBe(true);
      },
    );
  });

  it.each(NAMES)(
    '%s, damaged every time: no loop, and everything readable is shown',
    { timeout: 120_000 },
    async (name) => {
      await withEachDamage(
        name,
        (damage) => damage,
        ({ chat, shown, requests }, label, path) => {
          expect(requests, label).toBeLessThan(whole.requests + 200);
          if (ESSENTIAL.test(`${name} ${path}`)) return;
          expect(chat.connection.get().status, label).toBe('online');
          expect(shown.length, `${label}: ${shown.join()}`).toBe(LOG.length);
        },
      );
    },
  );
});
