import type { ApprovalTexts, NodeOf, ScenarioNode } from '@connective-chat/contracts/scenario';
import type { Body } from '@connective-chat/core/protocol';
import type { Position, Source } from '../db/schema.ts';
import type { TurnInput } from '../db/turn-input.ts';
import type { Lookup } from './expression.ts';

export type Vars = Readonly<Record<string, string | number | boolean>>;

/** The outcome of one step of a scenario. All of it is committed together. */
export interface StepOutcome {
  readonly say?: readonly Body[];
  /** Whether the first of these messages is the answer of an agent. */
  readonly agent?: boolean;
  /** The sources of the first of these messages. */
  readonly sources?: readonly Source[] | undefined;
  /** Whether the visitor receives the sources too. */
  readonly sourcesShown?: boolean;
  /** Whether the first of these messages is an answer that the visitor stopped. */
  readonly stopped?: boolean;
  /** The node that sends the messages, used to find their buttons. Default: the running node. */
  readonly from?: string;
  /** Variables to set. */
  readonly set?: Vars;
  /** The node to run next; without one the turn ends. */
  readonly next?: string | undefined;
  /** The position at which the scenario then waits; unchanged if absent. */
  readonly position?: Position | null;
  /** Hands the dialog over to the operators. */
  readonly handOver?: { readonly notice: string; readonly subject?: string | null; readonly tags?: readonly string[] };
}

export interface AgentRequest {
  readonly node: NodeOf<'agent'>;
  readonly question: string;
  readonly lookup: Lookup;
}

/** A call of a tool that needs the visitor's approval. */
export interface ApprovalRequest {
  /** What the tool does, in the visitor's language. */
  readonly title: string;
  readonly texts: ApprovalTexts;
  /** The question in the words of the agent, shown as it is. Default: that of `texts`. */
  readonly question?: string | undefined;
  /** The arguments of the call. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. Default: by the `ttlMs` of `texts`. */
  readonly expiresAt?: number | undefined;
}

/** How the run of an agent ended. `text` is what the agent has written for the visitor; null if there is nothing. */

export type AgentResult =
  | {
      readonly kind: 'answer';
      readonly answer: { readonly text: string; readonly sources?: readonly Source[] | undefined };
    }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'timeout' | 'error' }
  /** It has reached the limit of its calls or of its tokens. */
  | { readonly kind: 'limit'; readonly reason: 'calls' | 'tokens' }
  /** The visitor has stopped it. */
  | { readonly kind: 'stopped'; readonly text: string | null }
  /** The scenario continues at an entry point. */
  | { readonly kind: 'continue'; readonly text: string | null; readonly alias: string; readonly vars: Vars }
  /** It waits for an approval. `turn` is the id of the turn that keeps its transcript. */
  | {
      readonly kind: 'approval';
      readonly text: string | null;
      readonly request: ApprovalRequest;
      readonly turn: number;
    };

export interface HttpRequest {
  readonly node: NodeOf<'http'>;
  readonly call: {
    readonly method: string;
    /** Absolute, or a path of this server. */
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
  };
  /** Extracts the values that the node saves from the response. Throws if it cannot be parsed. */
  readonly read: (text: string) => Vars;
}

export type HttpResult =
  | { readonly ok: true; readonly status: number; readonly vars: Vars }
  /** 0 if there was no response. */
  | { readonly ok: false; readonly status: number };

/** The environment of a running node. */
export interface StepContext {
  readonly nodeId: string;
  readonly locale: string;
  readonly input: TurnInput;
  /** Reads a variable, else a parameter of the message that started the turn, else a built-in value. */
  readonly lookup: Lookup;
  /** The number of visitors waiting for an operator; null if there is no operator account. */
  queueLength(): Promise<number | null>;
  /** Whether an operator is connected and not away. */
  isOperatorOnline(): Promise<boolean>;
  /** Whether visitors receive the sources of answers. */
  readonly showsSources: boolean;
  /** Whether the operators have banned the visitor. */
  isBanned(): boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** A secret of the environment, by its name prefixed with `secret.`; only for headers. */
  secret(name: string): string | undefined;
  /** The node of an entry point, by its alias. */
  entry(alias: string): string | undefined;
  callHttp(request: HttpRequest): Promise<HttpResult>;
  runAgent(request: AgentRequest): Promise<AgentResult>;
}

/** The implementation of a node type. */
export type RunNode<T extends ScenarioNode['type']> = (
  node: NodeOf<T>,
  context: StepContext,
) => StepOutcome | Promise<StepOutcome>;
