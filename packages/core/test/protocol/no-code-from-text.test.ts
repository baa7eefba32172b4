import { expect, test, vi } from 'vitest';

/** How often `Function` compiles a string while `work` runs. */
async function countCodeMade(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const counting = new Proxy(Function, {
    apply(make, self, parts) {
      count++;
      return Reflect.apply(make, self, parts);
    },
    construct(make, parts) {
      count++;
      return Reflect.construct(make, parts);
    },
  });
  vi.stubGlobal('Function', counting);
  try {
    await work();
  } finally {
    vi.unstubAllGlobals();
  }
  return count;
}

const message = { seq: 1, id: 'm1', rev: 0, from: { kind: 'bot' }, at: '2026-01-01T00:00:00.000Z' };

test('S18: the client reads frames without creating code from strings, which a strict policy would report', async () => {
  const made = await countCodeMade(async () => {
    const { parseServerEvent } = await import('@connective-chat/core/protocol');
    const read = parseServerEvent('msg', { ...message, body: { type: 'text', text: 'hi' } });
    expect(read.ok).toBe(true);
  });
  expect(made).toBe(0);
});

test('the same counter does detect the code that full zod creates', async () => {
  const made = await countCodeMade(async () => {
    const { z } = await import('zod');
    expect(z.object({ seq: z.number() }).safeParse(message).success).toBe(true);
  });
  expect(made).toBeGreaterThan(0);
});
