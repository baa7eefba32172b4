import type { AgentResult } from '../scenario/interpreter.types.ts';
import type { AgentContext, AgentInput, AgentProvider } from './agent.types.ts';
import type { ToolRun } from './tools/run-with-tools.ts';

/** An agent that calls its own tools, and whose run may be interrupted until the visitor approves. */
export interface InterruptibleAgent extends AgentProvider {
  /** @param kept what the turn, and the one with the approval, have stored */
  runInterruptible(
    input: AgentInput,
    context: AgentContext,
    kept: ToolRun & { readonly turnId: number },
  ): Promise<Extract<AgentResult, { kind: 'answer' | 'nothing' | 'approval' }>>;
}

export const isInterruptible = (provider: AgentProvider): provider is InterruptibleAgent =>
  'runInterruptible' in provider;
