import { createClient } from '@redis/client';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { NodeChannel, OpenNodeChannel } from '../src/cluster/node-channel.types.ts';
import { postgresChannel } from '../src/cluster/postgres-channel.ts';
import { redisChannel } from '../src/cluster/redis-channel.ts';
import { type ChatServer, createServer } from '../src/index.ts';
import { startPostgres } from './support/start-postgres.ts';
import { redisProgram, startRedis } from './support/start-redis.ts';
import { testBot } from './support/test-bot.ts';
import { HeldAgent } from './support/test-server.ts';
import { mint, openChat } from './support/visitor.ts';

const TIMEOUT_MS = 240_000;

interface Service {
  readonly url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The channel on a real service, with what each end of it has received. */
function describeChannel(start: () => Promise<Service>, channelOf: (url: string) => OpenNodeChannel): void {
  let service: Service;
  const opened: NodeChannel[] = [];
  beforeAll(async () => {
    service = await start();
  }, TIMEOUT_MS);
  afterEach(() => Promise.all(opened.splice(0).map((channel) => channel.close())));
  afterAll(() => service?.stop());

  function open() {
    const parts: string[] = [];
    const errors: Error[] = [];
    const end = { parts, errors, opens: 0 };
    const channel = channelOf(service.url)({
      onPart: (part) => parts.push(part),
      onOpen: () => {
        end.opens += 1;
      },
      onError: (error) => errors.push(error),
    });
    opened.push(channel);
    return Object.assign(end, { channel });
  }
  async function openTwo() {
    const [here, there] = [open(), open()];
    await Promise.all([here.channel.begun, there.channel.begun]);
    return { here, there };
  }

  test('parts arrive in their order and unchanged, also of two ends that publish at once', async () => {
    const { here, there } = await openTwo();
    const said = (name: string) => Array.from({ length: 50 }, (_, n) => `${name} ${n}\n"я🙂"${'x'.repeat(n * 100)}`);
    await Promise.all([here.channel.publish(said('here')), there.channel.publish(said('there'))]);
    await here.channel.publish(['last']);
    for (const { parts } of [here, there]) {
      await expect.poll(() => parts.length).toBe(101);
      for (const name of ['here', 'there']) {
        expect(parts.filter((part) => part.startsWith(`${name} `))).toEqual(said(name));
      }
      expect(parts.at(-1)).toBe('last');
    }
  });

  test('an end receives only what is published after it has begun', async () => {
    const here = open();
    await here.channel.begun;
    await here.channel.publish(['before']);
    await expect.poll(() => here.parts).toEqual(['before']);
    const late = open();
    await late.channel.begun;
    await here.channel.publish(['after']);
    await expect.poll(() => late.parts).toEqual(['after']);
  });

  test('after an outage both ends open again, say so, and receive what is published then', async () => {
    const { here, there } = await openTwo();
    await here.channel.publish(['one']);
    await expect.poll(() => there.parts).toEqual(['one']);
    const before = there.opens;
    await service.restart();
    await expect.poll(() => there.opens).toBeGreaterThan(before);
    expect(there.errors.length).toBeGreaterThan(0);
    // As the outbox does: a part whose publishing has failed is published again.
    await expect
      .poll(() =>
        here.channel.publish(['two']).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    await expect.poll(() => [...new Set(there.parts)]).toEqual(['one', 'two']);
  });

  test('closing ends an end that waits for parts, and one that cannot reach the service', async () => {
    const here = open();
    await here.channel.begun;
    await here.channel.close();
    await here.channel.begun;
    const nowhere = channelOf(service.url.replace(/:\d+/, ':1'))({ onPart() {}, onOpen() {}, onError() {} });
    await expect(nowhere.publish(['x'])).rejects.toThrow();
    await nowhere.close();
    await nowhere.begun;
    opened.length = 0;
  });
}

describe('NOTIFY of Postgres', () => describeChannel(startPostgres, postgresChannel));

// Redis and Valkey are not in the npm registry: where neither is installed, only the channel over Postgres is tested.
describe.skipIf(redisProgram === null)('a stream of Redis', () => {
  describeChannel(startRedis, redisChannel);

  test('a node also receives from a Redis that has lost its data and whose clock is behind', async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    const parts: string[] = [];
    const channel = redisChannel(redis.url)({ onPart: (part) => parts.push(part), onOpen() {}, onError() {} });
    onTestFinished(() => channel.close());
    await channel.begun;
    const other = await createClient({ url: redis.url })
      .on('error', () => {})
      .connect();
    const inAnHour = `${Date.now() + 3_600_000}-0`;
    await other.xAdd('connective-chat:nodes', inAnHour, { part: 'one' });
    await expect.poll(() => parts).toEqual(['one']);
    other.destroy();
    await redis.restart();
    const publish = () =>
      channel.publish(['two']).then(
        () => parts.includes('two'),
        () => false,
      );
    await expect.poll(publish).toBe(true);
  });

  describe('two nodes', () => {
    const services: Service[] = [];
    const nodes: ChatServer[] = [];
    beforeAll(async () => {
      const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
      services.push(postgres, redis);
      const options = {
        databaseUrl: postgres.url,
        redisUrl: redis.url,
        bots: [testBot],
        providers: { held: new HeldAgent() },
        // Only a push, or a missed one, brings a message to the other node.
        headIntervalMs: 3_600_000,
      };
      nodes.push(await createServer(options), await createServer(options));
    }, TIMEOUT_MS);
    afterAll(async () => {
      await Promise.all(nodes.map((node) => node.close()));
      await Promise.all(services.map((service) => service.stop()));
    }, TIMEOUT_MS);

    test('a visitor on both nodes sees every message on both, also after an outage of Redis', {
      timeout: TIMEOUT_MS,
    }, async () => {
      const [first, second] = nodes as [ChatServer, ChatServer];
      const identity = mint();
      const { visitor: here } = await openChat(first.url, { auth: { visitor: identity } });
      await here.hears('Hello');
      const { visitor: there } = await openChat(second.url, { auth: { visitor: identity } });
      const textsOf = (visitor: typeof here) =>
        visitor.of('msg').flatMap(({ body, from }) => (from.kind === 'visitor' ? [body.text] : []));
      expect(await here.say('over Redis')).toMatchObject({ ok: true });
      await expect.poll(() => textsOf(there)).toEqual(['over Redis']);

      const restarting = services[1]?.restart();
      // Neither a send nor its answer needs Redis.
      const meanwhile = await here.say('meanwhile');
      expect(meanwhile).toMatchObject({ ok: true });
      await restarting;
      // The push may be in the part of the stream that is lost: the other node then sends the head of the log.
      const knows = () =>
        textsOf(there).includes('meanwhile') || there.of('head').some(({ head }) => head >= meanwhile.seq);
      await expect.poll(knows).toBe(true);
      await there.say('afterwards');
      await expect.poll(() => textsOf(here)).toContain('afterwards');
    });
  });
});
