import type { AgentResult } from '../../scenario/interpreter.types.ts';
import type { AgentContext, AgentInput, AgentProvider } from '../agent.types.ts';
import type { ToolEnding, ToolSession } from './tool-session.ts';

/** An agent that can be given tools. */
export interface ToolAgent extends AgentProvider {
  runWithTools(
    input: AgentInput,
    context: AgentContext,
    session: ToolSession,
  ): Promise<Extract<AgentResult, { kind: 'answer' | 'nothing' }> | ToolEnding>;
}

export const isToolAgent = (provider: AgentProvider): provider is ToolAgent => 'runWithTools' in provider;
