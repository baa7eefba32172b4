import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

/**
 * Listens on a host and a port, 0 for any free one. Not with Fastify's `listen`: for `localhost` it opens a second
 * server, without Socket.IO.
 */
export function listen(server: Server, host: string, port: number): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const { port: actual } = server.address() as AddressInfo;
      resolve({ url: `http://${hostInUrl(host)}:${actual}`, port: actual });
    });
  });
}
