import type { NodeOf, ScenarioNode } from '@connective-chat/contracts/scenario';
import type { Body } from '@connective-chat/core/protocol';
import type { Position, Source } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import type { Lookup } from './expression.ts';

export type Vars = Readonly<Record<string, string | number | boolean>>;

/** The outcome of one step of a scenario. All of it is committed together. */
export interface StepOutcome {
  readonly say?: readonly Body[];
  /** The sources of the first of these messages, for operators. */
  readonly sources?: readonly Source[] | undefined;
  /** The node that sends the messages, by which their buttons are found. Default: the running one. */
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

/** How the run of an agent ended. */
export type AgentResult =
  | {
      readonly kind: 'answer';
      readonly answer: { readonly text: string; readonly sources?: readonly Source[] | undefined };
    }
  | { readonly kind: 'nothing' | 'timeout' | 'error' };

export interface HttpRequest {
  readonly node: NodeOf<'http'>;
  readonly call: {
    readonly method: string;
    /** Absolute, or a path of this server. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  };
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
  /** How many visitors wait for an operator; null if there is no operator account. */
  queueLength(): Promise<number | null>;
  /** Whether an operator is connected and not away. */
  isOperatorOnline(): Promise<boolean>;
  /** Whether the operators have banned the visitor. */
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
