import { rm } from 'node:fs/promises';
import { type ChatServer, createServer } from '../../src/index.ts';
import { freshData } from './fresh-data.ts';

/**
 * A server in this process. Without a data folder of the test's own its database is a copy of a prepared one, deleted
 * when it closes.
 */
export async function createTestServer(options: Parameters<typeof createServer>[0]): Promise<ChatServer> {
  if (options?.dataDir !== undefined) return createServer(options);
  const dataDir = await freshData();
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await createServer({ dataDir, demoDelayMs: 0, ...options });
    return {
      ...server,
      async close() {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
