import type { Operator } from '@connective-chat/core/protocol';
import type { AccountRow, Accounts } from '../accounts/accounts.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toWireDialog } from '../conversation/wire.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow } from '../db/schema.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Refused } from '../lib/refusal.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import type { DeskSettingsStore } from './desk-settings.ts';
import { changeHands, checkMine, type Handover, queued, renumberQueue } from './handover.ts';
import { PRESENCE_BEAT_MS, type Presence } from './presence.ts';

export interface DeskDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
  readonly logger: Logger;
  readonly accounts: Accounts;
  readonly settings: DeskSettingsStore;
  /** Who is connected to the other nodes; null if there are none. */
  readonly presence: Presence | null;
  /** Tells every operator that the queue has changed. */
  readonly announceQueue: () => void;
}

/** An account as visitors see it. */
export const toOperator = ({ id, name, avatar }: Pick<AccountRow, 'id' | 'name' | 'avatar'>): Operator => ({
  id,
  name,
  ...(avatar ? { avatar } : {}),
});

/** The operators: who they are, who is there, and what they are told. */
export class Desk {
  readonly #deps: DeskDeps;
  readonly #connections = new Map<string, number>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  #runner: TurnRunner | undefined;
  #beat: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
  }

  /** Whether there is anybody a visitor could wait for. */
  isStaffed(): Promise<boolean> {
    return this.#deps.accounts.hasAnybody();
  }

  /** Known to each other late: the runner tells the desk, the desk stops the runner. */
  attach(runner: TurnRunner): void {
    this.#runner = runner;
  }

  async find(id: string): Promise<Operator | null> {
    const account = await this.#deps.accounts.find(id);
    return account && !account.disabled ? toOperator(account) : null;
  }

  /** Gives back what operators held who are not there any more: a restart is an absence like any other. */
  async start(): Promise<void> {
    await this.#watchAbsent();
    if (!this.#deps.presence) return;
    const warn = (error: Error) => this.#deps.logger.warn({ error: error.message }, 'presence is not known');
    // An operator whose node has died is missed by the others.
    this.#beat = setInterval(() => {
      this.#tellPresence();
      this.#watchAbsent().catch(warn);
    }, PRESENCE_BEAT_MS).unref();
  }

  async #watchAbsent(): Promise<void> {
    const rows = await this.#deps.db
      .selectFrom('conversations')
      .select('operator_id')
      .distinct()
      .where('operator_id', 'is not', null)
      .execute();
    if (rows.length === 0) return;
    const online = await this.#online();
    for (const { operator_id: id } of rows) {
      if (id !== null && !online.has(id) && !this.#leaving.has(id)) this.#awaitReturn(id);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#beat);
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
    await this.#deps.presence?.tell([]).catch(() => {});
  }

  came(operatorId: string): void {
    clearTimeout(this.#leaving.get(operatorId));
    this.#leaving.delete(operatorId);
    const already = this.#connections.get(operatorId) ?? 0;
    this.#connections.set(operatorId, already + 1);
    if (already === 0) this.#tellPresence();
  }

  left(operatorId: string): void {
    const left = (this.#connections.get(operatorId) ?? 1) - 1;
    if (left > 0) {
      this.#connections.set(operatorId, left);
      return;
    }
    this.#connections.delete(operatorId);
    this.#tellPresence();
    this.#awaitReturn(operatorId);
  }

  /** Whether one of the operators is there, on whichever node. */
  async isAnybodyOnline(): Promise<boolean> {
    return (await this.#online()).size > 0;
  }

  async #online(): Promise<Set<string>> {
    const here = [...this.#connections.keys()];
    return new Set([...here, ...((await this.#deps.presence?.online()) ?? [])]);
  }

  #tellPresence(): void {
    if (this.#stopped) return;
    this.#deps.presence
      ?.tell([...this.#connections.keys()])
      .catch((error: Error) => this.#deps.logger.warn({ error: error.message }, 'presence could not be told'));
  }

  /** Tells everybody of a change of hands, and the queue of its new order. */
  async announce({ conversation, messages, thinking, hasTurn }: Handover): Promise<void> {
    const { publisher } = this.#deps;
    this.#runner?.callOff(conversation.id);
    for (const row of messages) publisher.message(conversation.id, row);
    if (thinking) publisher.thinking(conversation.id, thinking);
    publisher.dialog(conversation.id, toWireDialog(conversation));
    if (hasTurn) this.#runner?.kick(conversation.id);
    await this.queueChanged(conversation.bot_id);
  }

  async queueChanged(botId: string): Promise<void> {
    for (const row of await renumberQueue(this.#deps.db, botId)) {
      this.#deps.publisher.dialog(row.id, toWireDialog(row));
    }
    this.#deps.announceQueue();
  }

  /** The dialogs that wait, the longest first, and those of an operator. */
  async list(operatorId: string): Promise<{ queue: ConversationRow[]; mine: ConversationRow[] }> {
    const { db } = this.#deps;
    const queue = await db
      .selectFrom('conversations')
      .selectAll()
      .where('status', '=', 'queued')
      .orderBy('queued_at')
      .orderBy('id')
      .execute();
    const mine = await db.selectFrom('conversations').selectAll().where('operator_id', '=', operatorId).execute();
    return { queue, mine };
  }

  #awaitReturn(operatorId: string): void {
    const fail = (error: Error) =>
      this.#deps.logger.error({ error: error.message }, 'dialogs of an absent operator were not given back');
    const arm = async () => {
      const { returnAfterMs } = await this.#deps.settings.read();
      if (this.#stopped || this.#connections.has(operatorId)) return;
      clearTimeout(this.#leaving.get(operatorId));
      const timer = setTimeout(() => {
        this.#leaving.delete(operatorId);
        this.#giveBack(operatorId).catch(fail);
      }, returnAfterMs);
      this.#leaving.set(operatorId, timer.unref());
    };
    arm().catch(fail);
  }

  async #giveBack(operatorId: string): Promise<void> {
    const { db, clock } = this.#deps;
    if ((await this.#online()).has(operatorId)) return;
    for (const { id } of (await this.list(operatorId)).mine) {
      const now = clock.now();
      const notice = { event: 'operator_left', text: 'The operator has left. Another one will be with you.' };
      try {
        await this.announce(await changeHands(db, id, checkMine(operatorId), { set: queued(now), notice }, now));
      } catch (error) {
        // Another node has noticed the absence too, and was faster.
        if (!(error instanceof Refused)) throw error;
      }
    }
  }
}
