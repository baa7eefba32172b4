import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { RawVisitor } from './visitor.ts';

/** A login costs a quarter of a second, by design: once per account is enough for most tests. */
const known = new Map<string, Promise<string>>();

/** The token of an account whose login and id are one, and whose password is made of it. */
export function tokenOf(url: string, id: string): Promise<string> {
  const key = `${url} ${id}`;
  const token = known.get(key) ?? freshToken(url, id, `${id}-password`);
  known.set(key, token);
  return token;
}

/** Logs in by HTTP. */
export async function freshToken(url: string, id: string, password: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: id, password }),
  });
  const answer = (await response.json()) as { token?: string };
  if (answer.token === undefined) throw new Error(`no token for ${id}: ${JSON.stringify(answer)}`);
  return answer.token;
}

/** A connection to the desk as it is asked for; gone when the test ends. */
export function dialDesk(url: string, auth: Record<string, unknown>, headers: Record<string, string> = {}): Socket {
  const socket = io(`${url}/operator`, {
    auth,
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: headers,
  });
  onTestFinished(() => void socket.disconnect());
  return socket;
}

/** Logs an operator in, whose login and id are one; gone when the test ends. */
export async function logIn(url: string, id: string): Promise<RawVisitor> {
  const socket = dialDesk(url, { token: await tokenOf(url, id) });
  const raw = new RawVisitor(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return raw;
}
