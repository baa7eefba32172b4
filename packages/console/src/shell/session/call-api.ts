import type { EndpointName, EndpointResponse } from '@connective-chat/contracts/admin';
import { hasCode } from '../../api/api-error.ts';
import { type CallOptions, call } from '../../api/call.ts';
import { sessionStore } from './session-store.ts';

/** Calls an endpoint with the token of the session. An expired token ends the session, which shows the login. */
export async function callApi<N extends EndpointName>(
  name: N,
  options: Omit<CallOptions<N>, 'token'> = {},
): Promise<EndpointResponse<N>> {
  const session = sessionStore.get();
  try {
    return await call(name, { ...options, token: session?.token ?? null });
  } catch (error) {
    if (hasCode(error, 'AUTH_FAILED') && sessionStore.get() === session) sessionStore.set(null);
    if (hasCode(error, 'PASSWORD_CHANGE_REQUIRED') && session)
      sessionStore.set({ ...session, me: { ...session.me, mustChangePassword: true } });
    throw error;
  }
}
