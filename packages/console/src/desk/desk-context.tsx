import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Desk } from './store/desk.types.ts';
import type { DeskState } from './store/desk-state.types.ts';

export const DeskContext = createContext<Desk | null>(null);

/** The desk of this page. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (!desk) throw new Error('useDesk() needs a <DeskContext> around it.');
  return desk;
}

/** Selects a part of the state; the component renders when this part changes. */
export const useDeskState = <T,>(select: (state: DeskState) => T): T => useStore(useDesk().store, select);
