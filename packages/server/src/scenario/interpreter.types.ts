import type { NodeOf, ScenarioNode } from '@connective-chat/contracts/scenario';
import type { Body } from '@connective-chat/core/protocol';
import type { AgentAnswer } from '../agent/agent.types.ts';
import type { Position } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import type { HttpCall } from '../outbound/http-caller.ts';
import type { Lookup } from './expression.ts';

export type Vars = Readonly<Record<string, string | number | boolean>>;

/** What one step of a scenario comes to. All of it is committed together. */
export interface StepOutcome {
  readonly say?: readonly Body[];
  /** What the first of it rests on, for operators. */
  readonly sources?: AgentAnswer['sources'];
  /** The node that says it, by which its buttons are found; the running one if absent. */
  readonly from?: string;
  /** Variables to set. */
  readonly set?: Vars;
  /** The node to run next; without one the turn ends. */
  readonly next?: string | undefined;
  /** Where the scenario then waits; unchanged if absent. */
  readonly position?: Position | null;
  /** Hands the dialog over to the operators. */
  readonly handOver?: { readonly notice: string; readonly subject?: string | null; readonly tags?: readonly string[] };
}

export interface AgentRequest {
  readonly node: NodeOf<'agent'>;
  readonly question: string;
  readonly lookup: Lookup;
}

/** How the work of an agent ended. */
export type AgentResult =
  | { readonly kind: 'answer'; readonly answer: AgentAnswer }
  | { readonly kind: 'nothing' | 'timeout' | 'error' };

export interface HttpRequest {
  readonly node: NodeOf<'http'>;
  readonly call: Omit<HttpCall, 'signal'>;
  /** Takes from the answer what the node keeps. Throws if it cannot be read. */
  readonly read: (text: string) => Vars;
}

export type HttpResult =
  | { readonly ok: true; readonly status: number; readonly vars: Vars }
  /** 0: there was no answer at all. */
  | { readonly ok: false; readonly status: number };

/** What a node may see and do while it runs. */
export interface StepContext {
  readonly nodeId: string;
  readonly locale: string;
  readonly input: TurnInput;
  /** Reads a variable, else a parameter of the message that began the turn, else a built-in. */
  readonly lookup: Lookup;
  /** How many wait for an operator, or null if there is none to wait for. */
  queueLength(): Promise<number | null>;
  /** Whether one of the operators is there this moment. */
  isOperatorOnline(): Promise<boolean>;
  /** Whether the visitor may talk with no operator. */
  isBanned(): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A secret of the environment, by its name with `secret.` before it; for headers only. */
  secret(name: string): string | undefined;
  callHttp(request: HttpRequest): Promise<HttpResult>;
  runAgent(request: AgentRequest): Promise<AgentResult>;
}

/** How a type of node runs. */
export type RunNode<T extends ScenarioNode['type']> = (
  node: NodeOf<T>,
  context: StepContext,
) => StepOutcome | Promise<StepOutcome>;
