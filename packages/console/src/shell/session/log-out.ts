import { call } from '../../api/call.ts';
import { sessionStore } from './session-store.ts';

/** Leaves at once; that the server hears of it is not waited for. */
export function logOut(): void {
  const session = sessionStore.get();
  sessionStore.set(null);
  if (session) void call('logout', { token: session.token, request: {} }).catch(() => {});
}
