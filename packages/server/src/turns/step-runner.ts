import type { AgentProvider } from '../agent/agent.types.ts';
import type { McpServers } from '../agent/mcp/mcp-servers.ts';
import { type RunAgentDeps, runAgent } from '../agent/run-agent.ts';
import type { ToolRun } from '../agent/tools/run-with-tools.ts';
import type { ApprovalDecision } from '../agent/tools/tool-session.ts';
import type { Bot, BotRegistry } from '../bots/bot-registry.ts';
import { findConversation } from '../conversation/conversations.ts';
import type { TurnConversation, UnstoredTurn } from '../conversation/instant-answer.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, TurnRow } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { HttpCaller } from '../outbound/http-caller.ts';
import { DEFAULT_ERROR_TEXT, DEFAULT_TIMEOUT_TEXT } from '../scenario/default-texts.ts';
import { enterTurn, isInstant, runNode } from '../scenario/interpreter.ts';
import type { StepContext, StepOutcome } from '../scenario/interpreter.types.ts';
import type { Scenario } from '../scenario/load-scenario.ts';
import { textBody } from '../scenario/nodes/text-body.ts';
import type { InstantSteps, Step, TurnResult } from './commit-steps.ts';
import { countQueue } from './count-queue.ts';
import { lookupFor } from './lookup-for.ts';
import type { OperatorAvailability } from './operator-availability.ts';
import { runHttpCall } from './run-http-call.ts';
import { findAbandoned, findTranscript } from './turn-progress.ts';
import type { TurnWork } from './turn-work.ts';

/** The maximum number of steps in a turn, which ends loops. */
const MAX_STEPS = 200;
/** The same for a turn that runs before it is stored: if it ended the process, nothing would count its attempts. */
const MAX_INSTANT_STEPS = 20;

/** The abort reason of a turn that exceeds the maximum duration. */
export class TurnOverdue extends Error {
  override readonly message = 'The turn took too long.';
}

/** The next position of a turn. */
export interface Place {
  readonly step: number;
  /** The node to run; null before the scenario is entered. */
  readonly node: string | null;
  /** The version of the scenario; null before the first step, which selects it. */
  readonly version: number | null;
}

/** Steps that have run and must be committed together. */
export interface RanSteps {
  /** The number of the first of them. */
  readonly from: number;
  readonly steps: readonly Step[];
  /** The node to run next; without one the turn has ended. */
  readonly next: string | undefined;
  readonly version: number;
  /** How the turn ended, if it has. */
  readonly result: TurnResult;
}

/** The variables after a step, in the form in which the store returns them. */
const varsAfter = (vars: ConversationRow['vars'], { set }: StepOutcome): ConversationRow['vars'] =>
  set ? { ...vars, ...JSON.parse(toJson(set)) } : vars;

const refuseToWait = (): Promise<never> => Promise.reject(new Error('A turn that is not stored cannot wait.'));

const isAgent = ({ nodes }: Scenario, node: string | null) =>
  node !== null && Object.hasOwn(nodes, node) && nodes[node]?.type === 'agent';

interface StepPlace extends Omit<Place, 'version'> {
  readonly bot: Bot;
  readonly scenario: Scenario;
  readonly conversation: TurnConversation;
  /** Whether it is the first of several steps that are committed together. */
  readonly isFirst: boolean;
  /** The variables, including uncommitted changes of earlier steps. */
  readonly vars: ConversationRow['vars'];
}

export interface StepRunnerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly bots: BotRegistry;
  readonly publisher: Publisher;
  readonly operators: OperatorAvailability;
  /** The agents available to scenarios. */
  readonly providers: ReadonlyMap<string, AgentProvider>;
  readonly httpCaller: HttpCaller;
  /** The MCP servers whose tools agents may call. */
  readonly mcp: McpServers;
  readonly countToolCall: RunAgentDeps['countToolCall'];
  /** The secrets available in headers of HTTP nodes. */
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * The version in which the whole turn runs: the one whose question this turn answers, else
 * the published one. A jump to an entry point answers no question.
 */
function versionFor(turn: UnstoredTurn, { position, scenario_version }: TurnConversation, bot: Bot): number {
  const answers = position !== null && turn.input.kind !== 'alias' && turn.input.kind !== 'start';
  return (answers ? scenario_version : null) ?? bot.version;
}

/** What the visitor did about an approval; null for what is no answer to one. */
function decisionOf({ input }: TurnRow): ApprovalDecision | null {
  if (input.kind === 'text') return { kind: 'reply', text: input.text };
  if (input.kind !== 'press' || input.approves === undefined) return null;
  return { kind: input.approves ? 'approved' : 'declined' };
}

/** Ends a turn that was stopped outside of an agent. If it had not started, the scenario keeps waiting where it was. */
const endStopped = (node: string | null): StepOutcome => ({
  stopped: true,
  ...(node === null ? {} : { position: null }),
});

/** Runs the steps of a turn: it enters the scenario, then runs one node after another. Commits nothing. */
export class StepRunner {
  readonly #deps: StepRunnerDeps;

  constructor(deps: StepRunnerDeps) {
    this.#deps = deps;
  }

  /**
   * Runs steps up to a node that has to wait: messages before it are committed first, so that the visitor does
   * not wait for them.
   */
  async run(work: TurnWork, place: Place): Promise<RanSteps> {
    const { db, bots } = this.#deps;
    const conversation = work.takeConversation() ?? (await findConversation(db, work.turn.conversation_id));
    const bot = await bots.get(conversation.bot_id);
    if (!bot) throw new Error('The bot of a turn does not exist.');
    const version = place.version ?? versionFor(work.turn, conversation, bot);
    const scenario = await bots.scenarioOf(bot, version);
    const steps: Step[] = [];
    let { vars } = conversation;
    let { node } = place;
    for (;;) {
      const at = { step: place.step + steps.length, node, isFirst: steps.length === 0 };
      const { outcome, failed } = await this.#runStep(work, { ...at, bot, scenario, conversation, vars });
      steps.push({ node, outcome });
      const { next } = outcome;
      if (next === undefined || outcome.handOver || !isInstant(scenario, next)) {
        return { from: place.step, steps, next, version, result: failed ? 'failed' : 'done' };
      }
      vars = varsAfter(vars, outcome);
      node = next;
    }
  }

  /**
   * Runs a whole turn that is not stored yet.
   *
   * @returns null if one of its nodes waits for something, hands the dialog over or fails
   */
  async runInstant(turn: UnstoredTurn, conversation: TurnConversation): Promise<InstantSteps | null> {
    const { bots } = this.#deps;
    const bot = await bots.get(conversation.bot_id);
    if (!bot) return null;
    const version = versionFor(turn, conversation, bot);
    const scenario = await bots.scenarioOf(bot, version);
    const steps: Step[] = [];
    let { vars } = conversation;
    let node: string | null = null;
    while (steps.length < MAX_INSTANT_STEPS) {
      const context = {
        ...this.#plainContextFor(turn, { node, bot, scenario, conversation, vars }),
        callHttp: refuseToWait,
        runAgent: refuseToWait,
      };
      let outcome: StepOutcome;
      try {
        outcome =
          node === null ? enterTurn(scenario, conversation.position, context) : await runNode(scenario, context);
      } catch {
        // The stored turn logs the failure and apologizes.
        return null;
      }
      steps.push({ node, outcome });
      const { next } = outcome;
      if (outcome.handOver) return null;
      vars = varsAfter(vars, outcome);
      if (next === undefined) return { steps, version, vars };
      if (!isInstant(scenario, next)) return null;
      node = next;
    }
    return null;
  }

  /** Ends a turn without running it: the visitor gets an apology, and the next turn of the conversation can run. */
  async abandon({ turn }: TurnWork, { step, node, version }: Place): Promise<RanSteps> {
    const { db, bots } = this.#deps;
    const conversation = await findConversation(db, turn.conversation_id);
    const bot = await bots.get(conversation.bot_id);
    if (!bot) throw new Error('The bot of a turn does not exist.');
    const text = bot.scenario.errorText ?? DEFAULT_ERROR_TEXT;
    const say = [textBody(text, 'plain', { locale: turn.locale, lookup: lookupFor(turn, conversation) })];
    const steps: Step[] = [{ node, outcome: { say, position: null } }];
    return { from: step, steps, next: undefined, version: version ?? bot.version, result: 'abandoned' };
  }

  /** A node that fails ends the turn with an apology. */
  async #runStep(work: TurnWork, place: StepPlace): Promise<{ outcome: StepOutcome; failed: boolean }> {
    const { step, node, scenario, conversation } = place;
    const context = this.#contextFor(work, place);
    // After a stopped node the scenario continues with the node's branch.
    const isStopped = () => place.isFirst && work.isStopped;
    try {
      if (step >= MAX_STEPS) throw new Error(`The scenario ran ${MAX_STEPS} steps without an end.`);
      if (isStopped() && !isAgent(scenario, node)) return { outcome: endStopped(node), failed: false };
      const outcome =
        node === null ? enterTurn(scenario, conversation.position, context) : await runNode(scenario, context);
      return { outcome, failed: false };
    } catch (error) {
      if (isStopped()) return { outcome: endStopped(node), failed: false };
      const isOverdue = work.signal.reason instanceof TurnOverdue;
      if (work.signal.aborted && !isOverdue && !work.isStopped) throw error;
      this.#deps.logger.error({ bot: place.bot.id, node, error: (error as Error).message }, 'a node failed');
      const text = isOverdue ? DEFAULT_TIMEOUT_TEXT : (scenario.errorText ?? DEFAULT_ERROR_TEXT);
      return { outcome: { say: [textBody(text, 'plain', context)], position: null }, failed: true };
    }
  }

  /** What a node knows that does not wait. */
  #plainContextFor(
    turn: UnstoredTurn,
    { node, bot, scenario, conversation, vars }: Omit<StepPlace, 'step' | 'isFirst'>,
  ): Omit<StepContext, 'callHttp' | 'runAgent'> {
    const { db, clock, operators } = this.#deps;
    return {
      nodeId: node ?? scenario.start,
      locale: turn.locale,
      input: turn.input,
      lookup: lookupFor(turn, { vars }),
      showsSources: bot.settings.showSources,
      queueLength: async () => ((await operators.isStaffed()) ? countQueue(db, bot.id) : null),
      isOperatorOnline: () => operators.isAnybodyOnline(),
      isBanned: () => conversation.banned !== null,
      now: () => clock.now(),
      secret: (name) => this.#secret(name),
      entry: (alias) => scenario.aliases.get(alias),
    };
  }

  #secret(name: string): string | undefined {
    return name.startsWith('secret.') ? this.#deps.secrets[name.slice('secret.'.length)] : undefined;
  }

  #contextFor(work: TurnWork, place: StepPlace): StepContext {
    const { step, node, bot, conversation } = place;
    const { db } = this.#deps;
    const { turn } = work;
    const plain = this.#plainContextFor(turn, place);
    const { lookup, secret } = plain;
    return {
      ...plain,
      callHttp: (request) =>
        runHttpCall(this.#deps, {
          turn,
          step,
          nodeId: node ?? '',
          request,
          lookup,
          stages: work.stages,
          signal: work.signal,
        }),
      runAgent: async (request) =>
        runAgent(this.#deps, {
          botId: bot.id,
          turn,
          step,
          request,
          startDraft: () => work.startDraft(step),
          written: () => (work.written?.text.trim() ? work.written.text : null),
          stages: work.stages,
          tools: {
            transcript: work.transcript,
            approval: work.transcript ? null : await this.#approvalOf(turn, conversation, node),
            // The approval that this turn has answered is kept until its end.
            abandoned: async (agent) => (work.hadTranscript ? null : findAbandoned(db, turn, agent)),
            store: (transcript) => work.storeTranscript(transcript, step),
            secret,
          },
          signal: work.signal,
        }),
    };
  }

  /** What the agent of a node has done before its approval, if this turn answers it. */
  async #approvalOf(turn: TurnRow, { position }: TurnConversation, node: string | null): Promise<ToolRun['approval']> {
    const decision = decisionOf(turn);
    if (!position?.approval || position.node !== node || !decision) return null;
    const transcript = await findTranscript(this.#deps.db, position.approval.turn);
    return transcript && { transcript, decision };
  }
}
