import { call } from '../../api/call.ts';
import { sessionStore } from './session-store.ts';

/** Ends the session at once, without waiting for the server. */
export function logOut(): void {
  const session = sessionStore.get();
  sessionStore.set(null);
  if (session) void call('logout', { token: session.token, request: {} }).catch(() => {});
}
