import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { createChatClient } from '../../src/index.ts';
import { messageSchema } from '../../src/protocol/entities.ts';
import { lazyObject } from '../../src/protocol/lazy-schema.ts';
import { parseServerEvent } from '../../src/protocol/parse-frame.ts';
import { helloAckSchema, serverEventSchemas } from '../../src/protocol/server-events.ts';

/* Building the schemas takes milliseconds of the start of a page, so each is built for the first frame that needs it. */

/** Whether a schema has been built: it inherits from the built one. Reading a field would build it. */
const isBuilt = (schema: z.core.$ZodType): boolean => Object.hasOwn(Object.getPrototypeOf(schema), '_zod');

const builtEvents = () => Object.entries(serverEventSchemas).flatMap(([name, schema]) => (isBuilt(schema) ? name : []));

test('a client that is created builds no schema, and a frame only those that it contains', () => {
  createChatClient({ url: 'https://chat.example.com', botId: 1 });
  expect(builtEvents()).toEqual([]);
  expect(isBuilt(helloAckSchema)).toBe(false);

  parseServerEvent('typing', { on: true });
  expect(builtEvents()).toEqual(['typing']);
  expect(isBuilt(messageSchema)).toBe(false);
});

test('a lazy object is an object schema: its fields are built once, and can be spread and read', () => {
  let count = 0;
  const schema = lazyObject(() => {
    count += 1;
    return { id: z.string(), at: z.optional(z.number()) };
  });
  expect(count).toBe(0);
  expect(z.safeParse(schema, { id: 'a', more: 1 }).data).toEqual({ id: 'a' });
  expect(z.safeParse(schema, { id: 1 }).error?.issues[0]?.path).toEqual(['id']);
  expect(Object.keys(schema.shape)).toEqual(['id', 'at']);
  expect(z.safeParse(z.object({ ...schema.shape, more: z.number() }), { id: 'a', more: 1 }).success).toBe(true);
  expect(count).toBe(1);
});
