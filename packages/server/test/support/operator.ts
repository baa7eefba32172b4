import { io } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import { RawVisitor } from './visitor.ts';

/** Logs an operator in, whose login and id are one; gone when the test ends. */
export async function logIn(url: string, id: string): Promise<RawVisitor> {
  const socket = io(`${url}/operator`, {
    auth: { login: id, password: `${id}-password` },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void socket.disconnect());
  const raw = new RawVisitor(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return raw;
}
