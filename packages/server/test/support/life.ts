/* A server in a process of its own, to be killed. Its agent hangs unless it is told to answer. */
import type { AgentProvider } from '../../src/index.ts';
import { createServer } from '../../src/index.ts';
import { testBot } from './test-bot.ts';

const held: AgentProvider = {
  async run({ question, idempotencyKey }, { stage, signal }) {
    await stage('look', { what: 'it' });
    if (!process.env.LIFE_ANSWERS) await new Promise((_, reject) => signal.addEventListener('abort', reject));
    return { text: `Answer to ${question} as ${idempotencyKey.split(':').slice(1).join(':')}` };
  },
};

const server = await createServer({ dataDir: process.env.LIFE_DATA ?? '', bots: [testBot], providers: { held } });
console.log(server.url);
