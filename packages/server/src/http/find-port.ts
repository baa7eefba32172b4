import { createServer } from 'node:net';
import { ConfigError } from '../lib/config-error.ts';

const TRIES = 50;

function canListen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(new ConfigError(`Cannot listen on ${host}:${port}: ${error.code ?? error.message}.`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * The requested port, or the next free one if it does not have to be exact.
 *
 * @throws ConfigError if it is in use, or the address cannot be listened on at all
 */
export async function findPort(host: string, wanted: number, { exact }: { exact: boolean }): Promise<number> {
  if (wanted === 0) return 0;
  const end = exact ? wanted + 1 : Math.min(wanted + TRIES, 65_536);
  for (let port = wanted; port < end; port += 1) if (await canListen(host, port)) return port;
  throw new ConfigError(
    exact
      ? `Port ${wanted} is already in use. Stop what listens there, or choose another port (--port, or the option port).`
      : `Port ${wanted} and those after it are in use. Choose another with --port.`,
  );
}
