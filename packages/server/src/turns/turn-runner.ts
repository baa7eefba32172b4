import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { WireDraft } from '@connective-chat/core/protocol';
import type { AgentProvider } from '../agent/agent.types.ts';
import { DraftStream } from '../agent/draft-stream.ts';
import { runAgent } from '../agent/run-agent.ts';
import type { Audit } from '../audit/audit.ts';
import type { Bot, BotRegistry } from '../bots/bot-registry.ts';
import type { Nodes } from '../cluster/nodes.ts';
import { findConversation } from '../conversation/conversations.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toWireDialog } from '../conversation/wire.ts';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, TurnRow } from '../db/schema.ts';
import type { ChatMetrics } from '../http/metrics.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import type { Desk } from '../operator/desk.ts';
import type { HttpCaller } from '../outbound/http-caller.ts';
import { DEFAULT_ERROR_TEXT, DEFAULT_TIMEOUT_TEXT } from '../scenario/default-texts.ts';
import { enterTurn, isInstant, runNode } from '../scenario/interpreter.ts';
import type { StepContext, StepOutcome } from '../scenario/interpreter.types.ts';
import type { Scenario } from '../scenario/load-scenario.ts';
import { textBody } from '../scenario/nodes/text-body.ts';
import { lookupFor } from './lookup.ts';
import { runHttp } from './run-http-call.ts';
import {
  type Claim,
  claimTurn,
  commitSteps,
  conversationsWithTurns,
  countQueue,
  releaseTurns,
  renewLeases,
  type Step,
  type TurnResult,
  type WaitingTurns,
} from './turn-store.ts';

/** More steps than any scenario needs between two words of a visitor: the watchdog against loops. */
const MAX_STEPS = 200;
/** How long a turn stays with a node that says nothing more: another one takes it over then. */
const LEASE_MS = 10_000;
const RENEWAL_MS = LEASE_MS / 4;
/** How many processes a turn may end before it is abandoned. */
const MAX_ATTEMPTS = 2;
/**
 * How long a turn that a dead process held runs before the next one of them is taken over. One that blocks or ends this
 * process does so at once, and the turns behind it are not held then: its end does not count against them.
 */
const HEAD_START_MS = 250;
/** How long to wait before a turn that the store did not let through is tried again. */
const RETRY_MS = 1000;

export interface TurnRunnerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly bots: BotRegistry;
  readonly publisher: Publisher;
  readonly providers: ReadonlyMap<string, AgentProvider>;
  /** Whether no other process runs turns of this store. */
  readonly exclusive: boolean;
  /** Names this process among those of the store. */
  readonly nodeId: string;
  readonly nodes: Nodes;
  readonly desk: Desk;
  readonly httpCaller: HttpCaller;
  /** What headers of HTTP nodes may name. */
  readonly secrets: Readonly<Record<string, string>>;
  /** How long a turn may take from its beginning to its end. */
  readonly turnMs: number;
  readonly audit: Pick<Audit, 'note'>;
  readonly countTurn: ChatMetrics['countTurn'];
  readonly logger: Logger;
}

interface Lane {
  running: Promise<void>;
  /** Something came in while it ran. */
  again: boolean;
  abort: AbortController;
  drafts: DraftStream | null;
}

/** Where a turn stands: before a node, or before it enters the scenario. */
interface Place {
  readonly step: number;
  readonly node: string | null;
  /** Null before the first step, which decides on it. */
  readonly version: number | null;
}

interface StepPlace extends Omit<Place, 'version'> {
  readonly bot: Bot;
  readonly scenario: Scenario;
  readonly conversation: ConversationRow;
  /** With what the steps before it have set and not committed. */
  readonly vars: ConversationRow['vars'];
}

/**
 * The version that a turn runs in, from its first step to its last: the one in which the scenario waits for this very
 * answer, else the one that is published. A jump to an entry point waits for nothing.
 */
function versionFor(turn: TurnRow, { position, scenario_version }: ConversationRow, bot: Bot): number {
  const answers = position !== null && turn.input.kind !== 'alias' && turn.input.kind !== 'start';
  return (answers ? scenario_version : null) ?? bot.version;
}

function endDrafts(lane: Lane): void {
  lane.drafts?.stop();
  lane.drafts = null;
}

class TurnOverdue extends Error {
  override readonly message = 'The turn took too long.';
}

/** Runs the turns of each conversation one after another, and those of different conversations side by side. */
export class TurnRunner {
  readonly #deps: TurnRunnerDeps;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;
  #takingUp: Promise<void> | undefined;

  constructor(deps: TurnRunnerDeps) {
    this.#deps = deps;
  }

  /** Takes up the turns that were under way when a process ended, and with several nodes keeps looking for them. */
  async start(): Promise<void> {
    this.#takingUp = this.#takeUp(await conversationsWithTurns(this.#deps.db, this.#claim()));
    if (this.#deps.exclusive) return;
    this.#deps.nodes.on('turnCalledOff', ({ conversationId }) => this.#stop(conversationId));
    const look = async () => {
      if (this.#lanes.size > 0) await renewLeases(this.#deps.db, this.#claim());
      await this.#takingUp;
      this.#takingUp = this.#takeUp(await conversationsWithTurns(this.#deps.db, this.#claim()));
    };
    const timer = setInterval(() => {
      look().catch((error: Error) => this.#deps.logger.warn({ error: error.message }, 'looking for turns failed'));
    }, RENEWAL_MS);
    this.#timers.add(timer.unref());
  }

  async #takeUp(conversations: readonly WaitingTurns[]): Promise<void> {
    for (const { conversationId, wereHeld } of conversations) {
      if (this.#closed) return;
      this.kick(conversationId);
      const lane = this.#lanes.get(conversationId);
      if (wereHeld && lane) await Promise.race([lane.running, delay(HEAD_START_MS, undefined, { ref: false })]);
    }
  }

  /** Says that a conversation has a turn to run. */
  kick(conversationId: string): void {
    if (this.#closed) return;
    const lane = this.#lanes.get(conversationId);
    if (lane) {
      lane.again = true;
      return;
    }
    const fresh: Lane = { running: Promise.resolve(), again: false, abort: new AbortController(), drafts: null };
    this.#lanes.set(conversationId, fresh);
    fresh.running = this.#run(conversationId, fresh);
  }

  /** Stops the turn of a conversation that has been called off in the store. */
  callOff(conversationId: string): void {
    this.#stop(conversationId);
    this.#deps.nodes.tell('turnCalledOff', { conversationId });
  }

  #stop(conversationId: string): void {
    this.#lanes.get(conversationId)?.abort.abort(new Error('The turn was called off.'));
  }

  /** The answers that are being written in a conversation. */
  drafts(conversationId: string): WireDraft[] {
    const drafts = this.#lanes.get(conversationId)?.drafts;
    return drafts && !drafts.isEmpty ? [drafts.whole()] : [];
  }

  /** Ends every run where it stands; the next process goes on there. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const lane of this.#lanes.values()) lane.abort.abort(new Error('The server stops.'));
    await Promise.all([...this.#lanes.values()].map(({ running }) => running));
    await this.#takingUp;
    await releaseTurns(this.#deps.db, this.#claim()).catch((error: Error) => {
      this.#deps.logger.warn({ error: error.message }, 'turns under way could not be released');
    });
  }

  #claim(): Claim {
    return { by: this.#deps.nodeId, leaseMs: LEASE_MS, exclusive: this.#deps.exclusive };
  }

  async #run(conversationId: string, lane: Lane): Promise<void> {
    try {
      do {
        lane.again = false;
        for (;;) {
          if (this.#closed) return;
          const turn = await claimTurn(this.#deps.db, conversationId, this.#claim());
          if (!turn) break;
          if (lane.abort.signal.aborted) lane.abort = new AbortController();
          await this.#runTurn(turn, lane);
        }
      } while (lane.again);
    } catch (error) {
      if (this.#closed) return;
      this.#deps.logger.warn({ error: (error as Error).message }, 'a turn is tried again');
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.kick(conversationId);
      }, RETRY_MS);
      this.#timers.add(timer.unref());
    } finally {
      this.#lanes.delete(conversationId);
      // What came in between the last look and this line would wait for the next message otherwise.
      if (lane.again) this.kick(conversationId);
    }
  }

  async #runTurn(turn: TurnRow, lane: Lane): Promise<void> {
    const { db, clock, publisher } = this.#deps;
    const conversationId = turn.conversation_id;
    const { abort } = lane;
    const overdue = setTimeout(() => abort.abort(new TurnOverdue()), this.#deps.turnMs);
    try {
      let place: Place = { step: turn.step, node: turn.node, version: turn.scenario_version };
      for (;;) {
        const ran = await (turn.attempts < MAX_ATTEMPTS
          ? this.#runSteps(turn, place, lane)
          : this.#abandon(turn, place));
        const draftId = lane.drafts?.isEmpty === false ? lane.drafts.id : undefined;
        const done = await commitSteps(db, this.#claim(), { ...ran, turn, draftId, now: clock.now() });
        if (!done) return;
        if (done.messages.length > 0) endDrafts(lane);
        for (const row of done.messages) publisher.message(conversationId, row);
        if (done.thinking) publisher.thinking(conversationId, done.thinking);
        if (done.handedOver) {
          publisher.dialog(conversationId, toWireDialog(done.handedOver));
          await this.#deps.desk.queueChanged(done.handedOver.bot_id);
        }
        if (ran.next === undefined) {
          this.#deps.countTurn(ran.result);
          if (ran.result === 'abandoned') await this.#noteAbandoned(turn);
          return;
        }
        place = { step: ran.from + ran.steps.length, node: ran.next, version: ran.version };
      }
    } catch (error) {
      // Called off, or the server stops: nothing of this step was committed.
      if (!lane.abort.signal.aborted) throw error;
    } finally {
      clearTimeout(overdue);
      endDrafts(lane);
    }
  }

  /** Ends a turn without running it: the visitor is told, and the next turn of the conversation can run. */
  async #abandon(turn: TurnRow, { step, node, version }: Place) {
    const conversation = await findConversation(this.#deps.db, turn.conversation_id);
    const bot = await this.#deps.bots.get(conversation.bot_id);
    if (!bot) throw new Error('The bot of a turn does not exist.');
    const text = bot.scenario.errorText ?? DEFAULT_ERROR_TEXT;
    const say = [textBody(text, 'plain', { locale: turn.locale, lookup: lookupFor(turn, conversation) })];
    const steps: Step[] = [{ node, outcome: { say, position: null } }];
    const result: TurnResult = 'abandoned';
    return { from: step, steps, next: undefined, version: version ?? bot.version, result };
  }

  async #noteAbandoned({ conversation_id, node, scenario_version, attempts }: TurnRow): Promise<void> {
    const { bot_id: bot } = await findConversation(this.#deps.db, conversation_id);
    const detail = { conversation: conversation_id, node, version: scenario_version, attempts };
    this.#deps.logger.error({ bot, ...detail }, 'a turn that ended its process repeatedly was abandoned');
    const target = { kind: 'bot', id: bot };
    await this.#deps.audit.note({ actor: null, action: 'bot.turn_abandoned', target, detail });
  }

  /**
   * Steps from a place on, as far as they are committed together: up to a node that takes its time, whose visitor
   * shall not wait for what was said before it.
   */
  async #runSteps(turn: TurnRow, place: Place, lane: Lane) {
    const conversation = await findConversation(this.#deps.db, turn.conversation_id);
    const bot = await this.#deps.bots.get(conversation.bot_id);
    if (!bot) throw new Error('The bot of a turn does not exist.');
    const version = place.version ?? versionFor(turn, conversation, bot);
    const scenario = await this.#deps.bots.scenarioOf(bot, version);
    const steps: Step[] = [];
    let { vars } = conversation;
    let { node } = place;
    for (;;) {
      const at = { step: place.step + steps.length, node };
      const { outcome, failed } = await this.#runStep(turn, { ...at, bot, scenario, conversation, vars }, lane);
      steps.push({ node, outcome });
      const { next } = outcome;
      if (next === undefined || outcome.handOver || !isInstant(scenario, next)) {
        const result: TurnResult = failed ? 'failed' : 'done';
        return { from: place.step, steps, next, version, result };
      }
      // As the store would give them back.
      if (outcome.set) vars = { ...vars, ...JSON.parse(toJson(outcome.set)) };
      node = next;
    }
  }

  /** One step: how the turn enters the scenario, or one node. A node that fails ends the turn with an apology. */
  async #runStep(
    turn: TurnRow,
    { step, node, bot, scenario, conversation, vars }: StepPlace,
    lane: Lane,
  ): Promise<{ outcome: StepOutcome; failed: boolean }> {
    const lookup = lookupFor(turn, { vars });
    const context: StepContext = {
      nodeId: node ?? scenario.start,
      locale: turn.locale,
      input: turn.input,
      lookup,
      queueLength: async () => ((await this.#deps.desk.isStaffed()) ? countQueue(this.#deps.db, bot.id) : null),
      isOperatorOnline: () => this.#deps.desk.isAnybodyOnline(),
      isBanned: () => conversation.banned !== null,
      now: () => this.#deps.clock.now(),
      secret: (name) => (name.startsWith('secret.') ? this.#deps.secrets[name.slice('secret.'.length)] : undefined),
      callHttp: (request) => {
        const { signal } = lane.abort;
        return runHttp(this.#deps, { turn, step, nodeId: node ?? '', request, lookup, signal });
      },
      runAgent: (request) => {
        endDrafts(lane);
        const push = (draft: WireDraft) => this.#deps.publisher.draft(turn.conversation_id, draft);
        const drafts = new DraftStream(randomUUID(), turn.seq, push);
        lane.drafts = drafts;
        const { signal } = lane.abort;
        return runAgent(this.#deps, { botId: bot.id, turn, step, request, drafts, signal });
      },
    };
    try {
      if (step >= MAX_STEPS) throw new Error(`The scenario ran ${MAX_STEPS} steps without an end.`);
      const outcome =
        node === null ? enterTurn(scenario, conversation.position, context) : await runNode(scenario, context);
      return { outcome, failed: false };
    } catch (error) {
      const { signal } = lane.abort;
      if (signal.aborted && !(signal.reason instanceof TurnOverdue)) throw error;
      this.#deps.logger.error({ bot: bot.id, node, error: (error as Error).message }, 'a node failed');
      const text = signal.aborted ? DEFAULT_TIMEOUT_TEXT : (scenario.errorText ?? DEFAULT_ERROR_TEXT);
      const say = [textBody(text, 'plain', context)];
      const outcome: StepOutcome = { say, position: null };
      return { outcome, failed: true };
    }
  }
}
