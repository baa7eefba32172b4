import { rm } from 'node:fs/promises';
import { type ChatServer, createServer } from '../../src/index.ts';
import { freshData } from './fresh-data.ts';

/**
 * A server in this process. Without a data folder of its own it uses a copy of a prepared database, which is deleted
 * when the server closes.
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
