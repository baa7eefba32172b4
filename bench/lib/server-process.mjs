import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts the echo server in its own process, so that its work is not counted as the client's. */
export async function startEchoServer() {
  const child = fork(fileURLToPath(new URL('./echo-server.mjs', import.meta.url)));
  const [{ url }] = await once(child, 'message');
  return { url, stop: () => child.kill() };
}
