import { afterAll, beforeAll } from 'vitest';
import type { AgentAnswer, AgentContext, AgentInput, AgentProvider } from '../../src/agent/agent.types.ts';
import type { ServerOptions } from '../../src/config/server-options.ts';
import type { ChatServer } from '../../src/index.ts';
import { createTestServer } from './create-test-server.ts';

/** On a busy machine the database takes seconds to start. */
const START_TIMEOUT_MS = 240_000;

/** One server for the tests of a file. */
export function useServer(options: ServerOptions): { readonly url: string } {
  let server: ChatServer | undefined;
  beforeAll(async () => {
    // The agent that the scenario of the test bot uses.
    server = await createTestServer({ providers: { held: new HeldAgent() }, ...options });
  }, START_TIMEOUT_MS);
  afterAll(() => server?.close());
  return {
    get url() {
      if (!server) throw new Error('the server has not started');
      return server.url;
    },
  };
}

/** An agent that works when the test says so. */
export class HeldAgent implements AgentProvider {
  readonly runs: {
    input: AgentInput;
    context: AgentContext;
    finish: (text: string | null, sources?: AgentAnswer['sources']) => void;
    fail: () => void;
  }[] = [];

  run(input: AgentInput, context: AgentContext) {
    return new Promise<AgentAnswer | null>((resolve, reject) => {
      this.runs.push({
        input,
        context,
        finish: (text, sources) => resolve(text === null ? null : { text, sources }),
        fail: () => reject(new Error('the agent broke')),
      });
    });
  }

  /** The run for this question. */
  find(question: string) {
    return this.runs.filter(({ input }) => input.question === question).at(-1);
  }
}
