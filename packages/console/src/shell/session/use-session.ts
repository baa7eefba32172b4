import { useSyncExternalStore } from 'react';
import { type Session, sessionStore } from './session-store.ts';

/** The session of this tab, or null. */
export const useSession = (): Session | null => useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
