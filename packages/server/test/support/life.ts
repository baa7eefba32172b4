/* A server in a process of its own, which tests kill. Its agent hangs unless it is told to answer. */
import type { AgentProvider } from '../../src/index.ts';
import { createServer } from '../../src/index.ts';
import { agUiBot } from './ag-ui-bot.ts';
import { testBot } from './test-bot.ts';
import { toolBot } from './tool-bot.ts';

const { LIFE_DATA, LIFE_DATABASE, LIFE_ANSWERS, LIFE_MODEL = '', LIFE_TOOLS = '', LIFE_OPTIONS = '{}' } = process.env;

const held: AgentProvider = {
  async run({ question, idempotencyKey }, { stage, draft, signal }) {
    if (question.includes('die')) process.kill(process.pid, 'SIGKILL');
    await stage('look', { what: 'it' });
    if (question.includes('write')) draft('Half of it');
    if (!LIFE_ANSWERS) await new Promise((_, reject) => signal.addEventListener('abort', reject));
    return { text: `Answer to ${question} as ${idempotencyKey.split(':').slice(1).join(':')}` };
  },
};

const server = await createServer({
  ...(LIFE_DATABASE ? { databaseUrl: LIFE_DATABASE } : { dataDir: LIFE_DATA ?? '' }),
  bots: LIFE_TOOLS ? [toolBot(LIFE_TOOLS), agUiBot] : [testBot],
  ...(LIFE_TOOLS
    ? {
        openai: { baseUrl: LIFE_MODEL, model: 'small' },
        agUi: { support: { url: `${LIFE_MODEL}run` } },
        httpHosts: [LIFE_TOOLS],
      }
    : {}),
  providers: { held },
  operatorGraceMs: 500,
  operators: ['ann', 'bob'].map((id) => ({
    id,
    name: id === 'ann' ? 'Ann' : 'Bob',
    role: id === 'ann' ? ('admin' as const) : ('operator' as const),
    login: id,
    password: `${id}-password`,
  })),
  ...JSON.parse(LIFE_OPTIONS),
});
console.log(server.url);
