import pg from 'pg';
import type { NodeChannel, NodeChannelListeners, OpenNodeChannel } from './node-channel.types.ts';
import { NodeListener } from './node-listener.ts';

const CHANNEL = 'connective_chat_nodes';
const ANSWER_MS = 5000;

/** NOTIFY over one connection of Postgres, and LISTEN over another one, so that neither waits for queries. */
export const postgresChannel =
  (databaseUrl: string): OpenNodeChannel =>
  ({ onPart, onOpen, onError }: NodeChannelListeners): NodeChannel => {
    const config = {
      connectionString: databaseUrl,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    };
    // One connection: over several, a later push could overtake an earlier one.
    const pool = new pg.Pool({ ...config, max: 1, application_name: 'connective-chat-notify' });
    pool.on('error', onError);
    const listener = new NodeListener({
      config: { ...config, application_name: 'connective-chat-listen' },
      channel: CHANNEL,
      onNotification: onPart,
      onOpen,
      onError,
    });
    return {
      begun: listener.begun,
      async publish(parts) {
        await pool.query('select pg_notify($1, part) from unnest($2::text[]) as part', [CHANNEL, parts]);
      },
      async close() {
        await Promise.all([pool.end(), listener.close()]);
      },
    };
  };
