import { setTimeout as delay } from 'node:timers/promises';
import type { WireDraft } from '@connective-chat/core/protocol';
import { TurnStopped } from '../agent/run-agent.ts';
import type { Audit } from '../audit/audit.ts';
import type { Nodes } from '../cluster/nodes.ts';
import { findConversation } from '../conversation/conversations.ts';
import type { AnswerAtOnce } from '../conversation/instant-answer.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toWireDialog } from '../conversation/wire.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, TurnRow } from '../db/schema.ts';
import type { ChatMetrics } from '../http/metrics.ts';
import type { Clock } from '../lib/clock.ts';
import type { Closable } from '../lib/close-stack.ts';
import type { Logger } from '../lib/logger.ts';
import { commitSteps, instantAnswerOf } from './commit-steps.ts';
import { watchInputTimeouts } from './input-timeouts.ts';
import { type Place, type StepRunner, TurnOverdue } from './step-runner.ts';
import {
  type Claim,
  type ClaimedTurn,
  claimTurn,
  conversationsWithTurns,
  releaseTurns,
  renewLeases,
  type StoppedTurn,
  type WaitingTurns,
} from './turn-claims.ts';
import { dropTranscripts, storeDraft, storeTranscript } from './turn-progress.ts';
import { TurnWork } from './turn-work.ts';

/** The lease of a claim; another node takes the turn over if it is not renewed. */
const LEASE_MS = 10_000;
const RENEWAL_MS = LEASE_MS / 4;
/** The number of processes that a turn may crash before it is abandoned. */
const MAX_ATTEMPTS = 2;
/**
 * How long a turn claimed by an ended process runs before the next such turn is taken over. A turn that blocks
 * or crashes this process does so at once; the next turns are not claimed yet, so the crash does not count as
 * one of theirs.
 */
const TAKEOVER_INTERVAL_MS = 250;
/** The delay before a turn is retried after a database failure. */
const RETRY_MS = 1000;

export interface TurnRunnerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly failures: FailureLog;
  readonly publisher: Publisher;
  readonly steps: StepRunner;
  readonly nodes: Nodes;
  /** Identifies this process among those of the store. */
  readonly nodeId: string;
  /** Whether no other process runs turns of this store. */
  readonly exclusive: boolean;
  /** The maximum duration of a turn. */
  readonly turnMs: number;
  readonly audit: Pick<Audit, 'note'>;
  readonly countTurn: ChatMetrics['countTurn'];
}

/** The state of the turns of one conversation, which run one after another. */
interface Lane {
  running: Promise<void>;
  /** Whether a turn was scheduled while it ran. */
  again: boolean;
  work: TurnWork | null;
}

type HandedOver = (conversation: ConversationRow) => Promise<void>;

/** Runs the turns of each conversation one after another, and those of different conversations concurrently. */
export class TurnRunner implements Closable {
  readonly #deps: TurnRunnerDeps;
  readonly #claim: Claim;
  readonly #lanes = new Map<string, Lane>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #handedOver: HandedOver = async () => {};
  #inputTimeouts: Closable | undefined;
  #takingOver: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: TurnRunnerDeps) {
    this.#deps = deps;
    this.#claim = { by: deps.nodeId, leaseMs: LEASE_MS, exclusive: deps.exclusive };
  }

  /** Sets the listener for handovers of conversations to the operators. */
  onHandedOver(listener: HandedOver): void {
    this.#handedOver = listener;
  }

  /** Resumes turns that were running when a process ended; with several nodes it keeps looking for them. */
  async start(): Promise<void> {
    await this.#look();
    this.#inputTimeouts = watchInputTimeouts(this.#deps, (id) => this.schedule(id));
    if (this.#deps.exclusive) return;
    this.#deps.nodes.on('turnCalledOff', ({ conversationId }) => this.#cancel(conversationId));
    this.#deps.nodes.on('turnStopped', (turn) => this.#stop(turn));
    const timer = setInterval(() => {
      this.#renewAndPoll().catch((error: unknown) => this.#deps.failures.warn(error, 'looking for turns failed'));
    }, RENEWAL_MS);
    this.#timers.add(timer.unref());
  }

  /** Runs a turn that a message starts before both are stored. @returns null if it has to be stored first */
  readonly answerAtOnce: AnswerAtOnce = async (turn, conversation) => {
    const ran = await this.#deps.steps.runInstant(turn, conversation);
    return ran && instantAnswerOf(ran, 'first', this.#deps.clock.now());
  };

  /** The same for the turn that starts a dialog. */
  readonly greetAtOnce: AnswerAtOnce = async (turn, conversation) => {
    const ran = await this.#deps.steps.runInstant(turn, conversation);
    return ran && instantAnswerOf(ran, null, this.#deps.clock.now());
  };

  /** A turn of `answerAtOnce` or `greetAtOnce` was stored. */
  noteAnswered(): void {
    this.#deps.countTurn('done');
  }

  /** Schedules the turns of a conversation. */
  schedule(conversationId: string): void {
    if (this.#closed) return;
    const lane = this.#lanes.get(conversationId);
    if (lane) {
      lane.again = true;
      return;
    }
    const fresh: Lane = { running: Promise.resolve(), again: false, work: null };
    this.#lanes.set(conversationId, fresh);
    fresh.running = this.#run(conversationId, fresh);
  }

  /** Stops the work on a turn that has been cancelled in the store, on any node. */
  cancel(conversationId: string): void {
    this.#cancel(conversationId);
    this.#deps.nodes.tell('turnCalledOff', { conversationId });
  }

  /** Ends a turn whose stop is in the store, on any node. */
  stop(turn: StoppedTurn): void {
    this.#stop(turn);
    this.#deps.nodes.tell('turnStopped', turn);
    // A turn that no process runs ends immediately.
    this.schedule(turn.conversationId);
  }

  /** The drafts of answers being written in a conversation. */
  drafts(conversationId: string): WireDraft[] {
    const draft = this.#lanes.get(conversationId)?.work?.draft;
    return draft ? [draft.whole()] : [];
  }

  /** Stops every turn at its last committed step; the next process continues from there. */
  async close(): Promise<void> {
    await this.#inputTimeouts?.close();
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { work } of this.#lanes.values()) work?.stop(new Error('The server stops.'));
    await Promise.all([...this.#lanes.values()].map(({ running }) => running));
    await this.#takingOver;
    await releaseTurns(this.#deps.db, this.#claim).catch((error: unknown) =>
      this.#deps.failures.warn(error, 'running turns could not be released'),
    );
  }

  async #renewAndPoll(): Promise<void> {
    // A notification may be lost, but the stop is in the store.
    if (this.#lanes.size > 0) {
      for (const turn of await renewLeases(this.#deps.db, this.#claim)) this.#stop(turn);
    }
    await this.#takingOver;
    await this.#look();
  }

  async #look(): Promise<void> {
    this.#takingOver = this.#takeOver(await conversationsWithTurns(this.#deps.db, this.#claim));
  }

  async #takeOver(conversations: readonly WaitingTurns[]): Promise<void> {
    for (const { conversationId, wereClaimed } of conversations) {
      if (this.#closed) return;
      this.schedule(conversationId);
      const lane = this.#lanes.get(conversationId);
      if (wereClaimed && lane) {
        await Promise.race([lane.running, delay(TAKEOVER_INTERVAL_MS, undefined, { ref: false })]);
      }
    }
  }

  #cancel(conversationId: string): void {
    this.#lanes.get(conversationId)?.work?.stop(new Error('The turn was cancelled.'));
  }

  #stop({ conversationId, turnId }: StoppedTurn): void {
    const work = this.#lanes.get(conversationId)?.work;
    if (work?.turn.id === turnId) work.stop(new TurnStopped());
  }

  async #run(conversationId: string, lane: Lane): Promise<void> {
    try {
      do {
        lane.again = false;
        for (;;) {
          if (this.#closed) return;
          const turn = await claimTurn(this.#deps.db, conversationId, this.#claim);
          // Claimed while the server started to stop: the next process takes it over.
          if (!turn || this.#closed) break;
          if (await this.#runTurn(turn, lane)) break;
        }
      } while (lane.again);
    } catch (error) {
      if (this.#closed) return;
      this.#deps.failures.warn(error, 'a turn is tried again');
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.schedule(conversationId);
      }, RETRY_MS);
      this.#timers.add(timer.unref());
    } finally {
      this.#lanes.delete(conversationId);
      // Otherwise a turn scheduled since the last check would wait for the next message.
      if (lane.again) this.schedule(conversationId);
    }
  }

  /** @returns whether it was the last one: no later turn waits, and no message has started another one meanwhile */
  async #runTurn(turn: ClaimedTurn, lane: Lane): Promise<boolean> {
    const { publisher, turnMs } = this.#deps;
    const work = new TurnWork(turn, {
      push: (draft) => publisher.draft(turn.conversation_id, draft),
      store: (draft, step) => {
        storeDraft(this.#deps.db, this.#claim, { turnId: turn.id, step, draft }).catch((error: unknown) =>
          this.#deps.failures.warn(error, 'a draft was not stored'),
        );
      },
      storeTranscript: (transcript, step) =>
        storeTranscript(this.#deps.db, this.#claim, { turnId: turn.id, step, transcript }),
    });
    lane.work = work;
    const timer = setTimeout(() => work.stop(new TurnOverdue()), turnMs);
    try {
      let place: Place | null = { step: turn.step, node: turn.node, version: turn.scenario_version };
      while (place) place = await this.#runSteps(work, place);
    } catch (error) {
      // Cancelled, or the server is stopping: nothing of this step was committed.
      if (!work.signal.aborted) throw error;
    } finally {
      clearTimeout(timer);
      work.endDraft();
      lane.work = null;
    }
    return work.isLast;
  }

  /** Runs and commits steps. @returns the next position; null if the turn has ended or was taken over */
  async #runSteps(work: TurnWork, place: Place): Promise<Place | null> {
    const { db, clock, publisher, steps, countTurn } = this.#deps;
    const { turn } = work;
    // A stopped step does not run again what has crashed.
    const mayRun = work.isStopped || work.attempts < MAX_ATTEMPTS;
    const ran = await (mayRun ? steps.run(work, place) : steps.abandon(work, place));
    const done = await commitSteps(db, this.#claim, {
      ...ran,
      turn,
      stages: work.stages.stages,
      draftId: (work.isStopped ? work.written : work.draft)?.id,
      now: clock.now(),
    });
    if (done === 'stopped') {
      work.stopLate();
      return place;
    }
    if (!done) return null;
    work.noteCommit({ head: done.head, said: done.messages.length, isEnd: ran.next === undefined });
    work.endStep(ran.steps[0]?.outcome.stopped === true);
    if (done.messages.length > 0) work.stages.clear();
    for (const row of done.messages) publisher.message(turn.conversation_id, row);
    if (done.thinking) publisher.thinking(turn.conversation_id, done.thinking);
    if (done.handedOver) {
      publisher.dialog(turn.conversation_id, toWireDialog(done.handedOver));
      await this.#handedOver(done.handedOver);
    }
    if (ran.next === undefined) {
      if (work.hadTranscript) {
        await dropTranscripts(db, turn).catch((error: unknown) =>
          this.#deps.failures.warn(error, 'old transcripts were not deleted'),
        );
      }
      countTurn(ran.result);
      if (ran.result === 'abandoned') await this.#noteAbandoned(turn);
      return null;
    }
    return { step: ran.from + ran.steps.length, node: ran.next, version: ran.version };
  }
  async #noteAbandoned({ conversation_id, node, scenario_version, attempts }: TurnRow): Promise<void> {
    const { bot_id: bot } = await findConversation(this.#deps.db, conversation_id);
    const detail = { conversation: conversation_id, node, version: scenario_version, attempts };
    this.#deps.logger.error({ bot, ...detail }, 'a turn that ended its process repeatedly was abandoned');
    const target = { kind: 'bot', id: bot };
    await this.#deps.audit.note({ actor: null, action: 'bot.turn_abandoned', target, detail });
  }
}
