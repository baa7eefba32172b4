import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A proxy that can stop forwarding what the server sends; closed when the test ends. */
export async function openStallingProxy(url: string): Promise<{ url: string; stall(): void }> {
  const target = new URL(url);
  let stall = () => {};
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.pipe(upstream);
    upstream.pipe(client);
    client.on('close', () => upstream.destroy());
    stall = () => {
      upstream.unpipe(client);
      upstream.pause();
    };
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => void proxy.close());
  const { port } = proxy.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stall: () => stall() };
}
