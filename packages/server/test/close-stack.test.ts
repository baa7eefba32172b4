import { expect, test } from 'vitest';
import { CloseStack } from '../src/lib/close-stack.ts';

test('closes what was opened in reverse order, one after another, and once', async () => {
  const closed: string[] = [];
  const opened = new CloseStack();
  const store = opened.use({
    name: 'store',
    close: async () => void closed.push('store'),
  });
  expect(store.name).toBe('store');
  opened.defer(async () => {
    await Promise.resolve();
    closed.push('sockets');
  });
  await Promise.all([opened.close(), opened.close()]);
  expect(closed).toEqual(['sockets', 'store']);
});

test('a failing step does not stop the others, and its error is thrown', async () => {
  const closed: string[] = [];
  const opened = new CloseStack();
  opened.defer(() => closed.push('store'));
  opened.defer(() => Promise.reject(new Error('the sockets stay open')));
  await expect(opened.close()).rejects.toThrow('the sockets stay open');
  expect(closed).toEqual(['store']);
});
