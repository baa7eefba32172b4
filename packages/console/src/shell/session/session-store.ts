import { type Me, meSchema } from '@connective-chat/contracts/admin';
import * as z from 'zod/mini';

const KEY = 'connective-chat.session';
const sessionSchema = z.object({ token: z.string(), expiresAt: z.string(), me: meSchema });
export interface Session {
  readonly token: string;
  readonly expiresAt: string;
  readonly me: Me;
}

type Listener = () => void;
const listeners = new Set<Listener>();
let current: Session | null = read();

/** The session of this tab, kept in session storage; each tab logs in separately. */
function read(): Session | null {
  try {
    const parsed = sessionSchema.safeParse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
    if (!parsed.success || Date.parse(parsed.data.expiresAt) <= Date.now()) return null;
    return parsed.data;
  } catch {
    return null;
  }
}

export const sessionStore = {
  get: (): Session | null => current,
  set(session: Session | null): void {
    current = session;
    try {
      if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
      else sessionStorage.removeItem(KEY);
    } catch {
      // Storage may be blocked: the session is lost with the page.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
