import type { Colleague } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import { toOperator } from '../accounts/to-operator.ts';
import { checkOwner, type Handover, renumberQueue, toQueue, transferDialog } from '../conversation/handover.ts';
import { OPERATOR_LEFT_TEXT } from '../conversation/notice-texts.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toWireDialog } from '../conversation/wire.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import { Refused } from '../lib/refusal.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import { assignNext } from './assign-next.ts';
import type { DeskSettingsStore } from './desk-settings.ts';
import type { OperatorNotifier } from './operator-notifier.ts';
import type { OperatorPresence } from './operator-presence.ts';
import { PRESENCE_RENEWAL_MS } from './presence-table.ts';

export interface DeskDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly failures: FailureLog;
  readonly publisher: Publisher;
  readonly turns: TurnRunner;
  readonly accounts: Accounts;
  readonly settings: DeskSettingsStore;
  readonly presence: OperatorPresence;
  readonly notifier: OperatorNotifier;
}

/** Manages the ownership of dialogs: handovers, the queue, assignment, and the return of absent operators' dialogs. */
export class Desk {
  readonly #deps: DeskDeps;
  /** The timers after which the dialogs of disconnected operators return to the queue. */
  readonly #returnTimers = new Map<string, NodeJS.Timeout>();
  #presenceTimer: NodeJS.Timeout | undefined;
  #lastOnline = '';
  #assigning: Promise<void> = Promise.resolve();
  #isAssignScheduled = false;
  #closed = false;

  constructor(deps: DeskDeps) {
    this.#deps = deps;
    deps.turns.onHandedOver(({ bot_id }) => this.queueChanged(bot_id));
  }

  /** Resumes after a restart: all operators count as disconnected, and the queue is kept. */
  async start(): Promise<void> {
    const { presence, failures } = this.#deps;
    await this.#watchAbsent();
    this.assign();
    if (!presence.isShared) return;
    // The other nodes detect that the operators of a crashed node are absent.
    this.#presenceTimer = setInterval(() => {
      presence.renew();
      this.#watchAbsent().catch((error: unknown) => failures.warn(error, 'presence is not known'));
    }, PRESENCE_RENEWAL_MS).unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#presenceTimer);
    for (const timer of this.#returnTimers.values()) clearTimeout(timer);
    this.#returnTimers.clear();
    await this.#assigning;
    await this.#deps.presence.close();
  }

  operatorConnected(operatorId: string): void {
    clearTimeout(this.#returnTimers.get(operatorId));
    this.#returnTimers.delete(operatorId);
    if (this.#deps.presence.connected(operatorId)) this.presenceChanged();
  }

  operatorDisconnected(operatorId: string): void {
    if (!this.#deps.presence.disconnected(operatorId)) return;
    this.presenceChanged();
    this.#scheduleReturn(operatorId);
  }

  /** An operator has connected, disconnected, changed their presence, or was renamed. */
  presenceChanged(): void {
    this.#deps.notifier.colleaguesChanged(() => this.colleagues());
    this.assign();
  }

  /** Returns the dialogs of a removed operator to the queue at once. */
  release(operatorId: string): Promise<void> {
    return this.#giveBack(operatorId);
  }

  /** @returns null unless this operator is connected */
  async findOnline(id: string): Promise<Operator | null> {
    const { accounts, presence } = this.#deps;
    const account = await accounts.find(id);
    return account && !account.disabled && (await presence.online()).has(id) ? toOperator(account) : null;
  }

  async colleagues(): Promise<Colleague[]> {
    const { accounts, presence, db } = this.#deps;
    const [all, online, rows] = await Promise.all([
      accounts.list(),
      presence.online(),
      db
        .selectFrom('conversations')
        .select(['operator_id', ({ fn }) => fn.countAll().as('number')])
        .where('operator_id', 'is not', null)
        .where('test', '=', false)
        .groupBy('operator_id')
        .execute(),
    ]);
    const load = new Map(rows.map(({ operator_id, number }) => [operator_id, Number(number)]));
    return all
      .filter(({ disabled }) => !disabled)
      .map((account) => ({
        ...toOperator(account),
        role: account.role,
        presence: online.has(account.id) ? (account.away ? 'away' : 'online') : 'offline',
        dialogs: load.get(account.id) ?? 0,
      }));
  }

  /** Pushes a handover that has been committed, and the new order of the queue. */
  async announce({ conversation, messages, thinking, hasTurn }: Handover): Promise<void> {
    const { publisher, turns, presence, notifier } = this.#deps;
    turns.cancel(conversation.id);
    for (const row of messages) publisher.message(conversation.id, row);
    if (thinking) publisher.thinking(conversation.id, thinking);
    publisher.dialog(conversation.id, toWireDialog(conversation));
    if (hasTurn) turns.schedule(conversation.id);
    // The new owner may have disconnected between the check of presence and the handover.
    const owner = conversation.operator_id;
    if (owner !== null && !(await presence.online()).has(owner)) this.#scheduleReturn(owner);
    await this.queueChanged(conversation.bot_id);
    notifier.colleaguesChanged(() => this.colleagues());
  }

  async queueChanged(botId: string): Promise<void> {
    for (const row of await renumberQueue(this.#deps.db, botId)) {
      this.#deps.publisher.dialog(row.id, toWireDialog(row));
    }
    this.assign();
  }

  /** Assigns queued dialogs if auto-assignment is on: one run at a time, repeated if something changed during a run. */
  assign(): void {
    if (this.#closed || this.#isAssignScheduled) return;
    this.#isAssignScheduled = true;
    this.#assigning = this.#assigning
      .then(() => this.#assignAll())
      .catch((error: unknown) => this.#deps.failures.error(error, 'dialogs were not assigned'));
  }

  async #assignAll(): Promise<void> {
    this.#isAssignScheduled = false;
    const { db, clock, settings, presence, notifier } = this.#deps;
    while (!this.#closed) {
      const current = await settings.read();
      if (!current.autoAssign) return;
      const handover = await assignNext(db, await presence.available(), current, clock.now());
      if (!handover) return;
      const { id, operator_id: owner } = handover.conversation;
      await this.announce(handover);
      if (owner !== null) notifier.assigned(owner, { conversation: id, by: 'auto', from: null });
    }
  }

  async #watchAbsent(): Promise<void> {
    const online = await this.#deps.presence.online();
    // Operators on a crashed node go offline without a disconnect event.
    const ids = [...online].sort().join(' ');
    if (ids !== this.#lastOnline) this.presenceChanged();
    this.#lastOnline = ids;
    for (const id of await this.#owners()) {
      if (!online.has(id) && !this.#returnTimers.has(id)) this.#scheduleReturn(id);
    }
  }

  async #owners(): Promise<string[]> {
    const rows = await this.#deps.db
      .selectFrom('conversations')
      .select('operator_id')
      .distinct()
      .where('operator_id', 'is not', null)
      .execute();
    return rows.flatMap(({ operator_id }) => operator_id ?? []);
  }

  #scheduleReturn(operatorId: string): void {
    const { settings, presence, failures } = this.#deps;
    const fail = (error: unknown) => failures.error(error, 'dialogs of an absent operator were not given back');
    const schedule = async () => {
      const { returnAfterMs } = await settings.read();
      if (this.#closed || presence.isConnectedHere(operatorId)) return;
      clearTimeout(this.#returnTimers.get(operatorId));
      const timer = setTimeout(() => {
        this.#returnTimers.delete(operatorId);
        this.#giveBackIfAbsent(operatorId).catch(fail);
      }, returnAfterMs);
      this.#returnTimers.set(operatorId, timer.unref());
    };
    schedule().catch(fail);
  }

  async #giveBackIfAbsent(operatorId: string): Promise<void> {
    if (!(await this.#deps.presence.online()).has(operatorId)) await this.#giveBack(operatorId);
  }

  async #giveBack(operatorId: string): Promise<void> {
    const { db, clock } = this.#deps;
    const rows = await db.selectFrom('conversations').select('id').where('operator_id', '=', operatorId).execute();
    for (const { id } of rows) {
      const now = clock.now();
      const notice = { event: 'operator_left', text: OPERATOR_LEFT_TEXT };
      try {
        await this.announce(await transferDialog(db, id, checkOwner(operatorId), { set: toQueue(now), notice }, now));
      } catch (error) {
        // Another node has already returned the dialog.
        if (!(error instanceof Refused)) throw error;
      }
    }
  }
}
