import { ConfigError } from '../lib/config-error.ts';
import type { OpenNodeChannel } from './node-channel.types.ts';
import { postgresChannel } from './postgres-channel.ts';

/** The channel between the nodes; null without Postgres, whose store belongs to one process. */
export async function chooseChannel({
  databaseUrl,
  redisUrl,
}: {
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
}): Promise<OpenNodeChannel | null> {
  if (!databaseUrl) {
    if (redisUrl) throw new ConfigError('redisUrl connects several servers, which need databaseUrl too.');
    return null;
  }
  if (!redisUrl) return postgresChannel(databaseUrl);
  // Loaded only if it is used.
  const { redisChannel } = await import('./redis-channel.ts');
  return redisChannel(redisUrl);
}
