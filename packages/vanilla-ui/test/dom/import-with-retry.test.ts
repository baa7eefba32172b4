import { describe, expect, it, vi } from 'vitest';
import { importWithRetry, RETRY_DELAYS_MS } from '../../src/dom/import-with-retry.ts';

/** A delay that resolves immediately and records the requested times. */
const clock = () => {
  const waits: number[] = [];
  return { waits, wait: async (ms: number) => void waits.push(ms) };
};

describe('importWithRetry', () => {
  it('imports once, from the unmodified URL, if nothing fails', async () => {
    const { waits, wait } = clock();
    const importModule = vi.fn(async (_attempt: number) => 'module');
    expect(await importWithRetry(importModule, wait)).toBe('module');
    expect(importModule.mock.calls).toEqual([[0]]);
    expect(waits).toEqual([]);
  });

  it('waits before each retry, and varies the URL every time for the life of the page', async () => {
    const { waits, wait } = clock();
    const importModule = vi.fn(async (_attempt: number): Promise<string> => {
      throw new Error('offline');
    });
    await expect(importWithRetry(importModule, wait)).rejects.toThrow('offline');
    expect(waits).toEqual(RETRY_DELAYS_MS);
    await expect(importWithRetry(importModule, wait)).rejects.toThrow('offline');
    const attempts = importModule.mock.calls.map(([attempt]) => attempt);
    expect([attempts[0], attempts[3]]).toEqual([0, 0]);
    const varied = attempts.filter((attempt) => attempt > 0);
    expect(varied).toHaveLength(4);
    expect(new Set(varied).size).toBe(4);
  });

  it('returns the module of the successful attempt', async () => {
    const { waits, wait } = clock();
    const importModule = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValueOnce('module');
    expect(await importWithRetry(importModule, wait)).toBe('module');
    expect(waits).toEqual(RETRY_DELAYS_MS.slice(0, 1));
  });
});
