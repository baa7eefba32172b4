import { describe, expect, it, vi } from 'vitest';
import { late } from '../../src/dom/late.ts';

describe('late', () => {
  it('fetches once, and has the part at hand then', async () => {
    const fetchPart = vi.fn(async () => 'part');
    const part = late(fetchPart);
    expect(part.now).toBeNull();
    expect(await Promise.all([part.load(), part.load()])).toEqual(['part', 'part']);
    expect(part.now).toBe('part');
    expect(fetchPart).toHaveBeenCalledTimes(1);
  });

  it('forgets a failure', async () => {
    const fetchPart = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('part');
    const part = late(fetchPart);
    await expect(part.load()).rejects.toThrow('offline');
    expect(part.now).toBeNull();
    expect(await part.load()).toBe('part');
  });
});
