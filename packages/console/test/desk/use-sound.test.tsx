// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { useSound } from '../../src/desk/alerts/use-sound.ts';
import { DeskContext } from '../../src/desk/desk-context.tsx';
import { createDeskStorage } from '../../src/desk/store/desk-storage.ts';
import { MemoryStorage } from './support/memory-storage.ts';
import { stillDesk } from './support/still-desk.tsx';

afterEach(cleanup);

/** Renders the hook before the desk is connected, in a browser that has stored this choice of the operator. */
function soundBeforeReady(stored: boolean) {
  const still = stillDesk().desk;
  const unknown = createDeskStorage(null, '', () => 0);
  const known = createDeskStorage(new MemoryStorage(), 'ann', () => 0);
  known.setFlag('sound', stored);
  const desk = { ...still, storage: () => (still.store.getState().isReady ? known : unknown) };
  still.store.setState({ isReady: false });
  const wrapper = ({ children }: { children: ReactNode }) => <DeskContext value={desk}>{children}</DeskContext>;
  const { result } = renderHook(() => useSound(), { wrapper });
  return { result, known, becomeReady: () => act(() => still.store.setState({ isReady: true })) };
}

test('the stored choice is applied once the operator is known', () => {
  const { result, becomeReady } = soundBeforeReady(true);
  expect(result.current.isOn).toBe(false);
  becomeReady();
  expect(result.current.isOn).toBe(true);
});

test('a choice made before the operator is known is kept, and stored once they are', () => {
  const { result, known, becomeReady } = soundBeforeReady(false);
  act(() => result.current.toggle());
  expect(result.current.isOn).toBe(true);
  becomeReady();
  expect(result.current.isOn).toBe(true);
  expect(known.flag('sound')).toBe(true);
  act(() => result.current.toggle());
  expect(known.flag('sound')).toBe(false);
});
