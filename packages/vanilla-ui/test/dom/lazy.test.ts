import { describe, expect, it, vi } from 'vitest';
import { lazy } from '../../src/dom/lazy.ts';

describe('lazy', () => {
  it('imports once, and then keeps the module', async () => {
    const importModule = vi.fn(async () => 'module');
    const part = lazy(importModule);
    expect(part.loaded).toBeNull();
    expect(await Promise.all([part.load(), part.load()])).toEqual(['module', 'module']);
    expect(part.loaded).toBe('module');
    expect(importModule).toHaveBeenCalledTimes(1);
  });

  it('loads again after a failure', async () => {
    const importModule = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('module');
    const part = lazy(importModule);
    await expect(part.load()).rejects.toThrow('offline');
    expect(part.loaded).toBeNull();
    expect(await part.load()).toBe('module');
  });
});
