import type { AgentAnswer, AgentContext, AgentInput, AgentProvider, ToolCallResult } from '../agent.types.ts';
import type { ToolAgent } from './tool-agent.ts';
import type { ToolEnding, ToolSession } from './tool-session.ts';

/** Ends the run of an agent whose call has ended the turn: by an approval, a limit or a part of the scenario. */
class TurnEnded extends Error {
  override readonly message = 'The call has ended the turn.';
}

/**
 * The calls of an agent that is written as a function. It is run again from its beginning when its turn is continued, so
 * its n-th call is answered with the stored result of the n-th one.
 */
class RepeatedCalls {
  readonly #session: ToolSession;
  readonly #question: string;
  #count = 0;
  /** Calls that an agent makes at the same time are made one after another. */
  #last: Promise<unknown> = Promise.resolve();
  ending: ToolEnding | null = null;

  constructor(session: ToolSession, question: string) {
    this.#session = session;
    this.#question = question;
  }

  call(name: string, input: Readonly<Record<string, unknown>>): Promise<ToolCallResult> {
    const made = this.#last.then(() => this.#make(name, input));
    this.#last = made.catch(() => {});
    return made;
  }

  async #make(name: string, input: Readonly<Record<string, unknown>>): Promise<ToolCallResult> {
    if (this.ending) throw new TurnEnded();
    const session = this.#session;
    const index = this.#count;
    this.#count += 1;
    const known = session.rounds[index];
    if (!known) {
      const calls = [{ id: `call-${index + 1}`, name, input }];
      const round = { text: '', message: null, tokens: 0, calls };
      this.#endIf(await session.add({ question: this.#question, history: [] }, round));
    } else if (known.calls[0]?.name !== name) {
      throw new Error(`The agent has called ${known.calls[0]?.name} before, and now ${name}.`);
    } else {
      await session.replay(known);
    }
    if (index === session.rounds.length - 1) this.#endIf(await session.makeCalls());
    const round = session.rounds[index];
    const { text, failed = false } = round?.calls[0]?.result ?? { text: '', failed: true };
    const entries = session.transcript?.entries ?? [];
    const next = round && entries[entries.indexOf(round) + 1];
    return { text, failed, ...(next?.kind === 'reply' ? { reply: next.text } : {}) };
  }

  #endIf(ending: ToolEnding | null): void {
    if (!ending) return;
    this.ending = ending;
    throw new TurnEnded();
  }
}

/** Gives an agent of an application the tools of its node: `context.callTool`. */
export const withTools = (provider: AgentProvider): ToolAgent => ({
  ...(provider.stages ? { stages: provider.stages } : {}),
  run: (input, context) => provider.run(input, context),
  async runWithTools(input: AgentInput, context: AgentContext, session: ToolSession) {
    const question = session.transcript?.question ?? input.question;
    const calls = new RepeatedCalls(session, question);
    const callTool: AgentContext['callTool'] = (name, args) => calls.call(name, args);
    let answer: AgentAnswer | null = null;
    try {
      answer = await provider.run({ ...input, question }, { ...context, callTool });
    } catch (error) {
      if (!calls.ending) throw error;
    }
    // Also if the agent has caught the error of the call.
    if (calls.ending) return calls.ending;
    if (!answer) return { kind: 'nothing' };
    const own = answer.sources ?? [];
    const found = session.sources.filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index);
    const added = found.filter(({ id }) => !own.some((source) => source.id === id));
    return { kind: 'answer', answer: { ...answer, sources: [...own, ...added] } };
  },
});
