import type { Colleague } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type { AccountRow, Accounts } from '../accounts/accounts.ts';
import { changeHands, checkMine, type Handover, queued, renumberQueue } from '../conversation/handover.ts';
import { OPERATOR_LEFT_TEXT } from '../conversation/notice-texts.ts';
import type { Publisher } from '../conversation/publisher.ts';
import { toWireDialog } from '../conversation/wire.ts';
import type { Db } from '../db/open-database.ts';
import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { Refused } from '../lib/refusal.ts';
import type { TurnRunner } from '../turns/turn-runner.ts';
import { assignNext } from './assign-next.ts';
import type { DeskSettingsStore } from './desk-settings.ts';
import type { DeskNews } from './operator-notifier.ts';
import { PRESENCE_BEAT_MS, type Presence } from './presence.ts';
import { toOperator } from './to-operator.ts';

export interface DeskDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly publisher: Publisher;
  readonly logger: Logger;
  readonly accounts: Accounts;
  readonly settings: DeskSettingsStore;
  readonly news: DeskNews;
  /** Who is connected to the other nodes; null if there are none. */
  readonly presence: Presence | null;
}

/** The operators: who is there, what becomes of their dialogs when they leave, and who is given the next one. */
export class Desk {
  readonly #deps: DeskDeps;
  readonly #connections = new Map<string, number>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  #runner: TurnRunner | undefined;
  #beat: NodeJS.Timeout | undefined;
  #lastSeen = '';
  #assigning: Promise<void> = Promise.resolve();
  #assignWaits = false;
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

  /** A colleague who is there. */
  async findPresent(id: string): Promise<Operator | null> {
    const account = await this.#deps.accounts.find(id);
    return account && !account.disabled && (await this.#online()).has(id) ? toOperator(account) : null;
  }

  /** Gives back what operators held who are not there any more: a restart is an absence like any other. */
  async start(): Promise<void> {
    await this.#watchAbsent();
    this.assign();
    if (!this.#deps.presence) return;
    const warn = (error: Error) => this.#deps.logger.warn({ error: error.message }, 'presence is not known');
    // An operator whose node has died is missed by the others.
    this.#beat = setInterval(() => {
      this.#tellPresence();
      this.#watchAbsent().catch(warn);
    }, PRESENCE_BEAT_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#beat);
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
    await this.#assigning;
    await this.#deps.presence?.tell([]).catch(() => {});
  }

  came(operatorId: string): void {
    clearTimeout(this.#leaving.get(operatorId));
    this.#leaving.delete(operatorId);
    const already = this.#connections.get(operatorId) ?? 0;
    this.#connections.set(operatorId, already + 1);
    if (already > 0) return;
    this.#tellPresence();
    this.presenceChanged();
  }

  left(operatorId: string): void {
    const left = (this.#connections.get(operatorId) ?? 1) - 1;
    if (left > 0) {
      this.#connections.set(operatorId, left);
      return;
    }
    this.#connections.delete(operatorId);
    this.#tellPresence();
    this.presenceChanged();
    this.#awaitReturn(operatorId);
  }

  /** Somebody came, left, went away, or is called otherwise. */
  presenceChanged(): void {
    this.#deps.news.presenceChanged(() => this.colleagues());
    this.assign();
  }

  /** Gives back at once what an account holds that is no operator any more. */
  release(operatorId: string): Promise<void> {
    return this.#giveBack(operatorId);
  }

  /** Whether one of the operators is there, on whichever node, and not away. */
  async isAnybodyOnline(): Promise<boolean> {
    return (await this.#available()).length > 0;
  }

  async colleagues(): Promise<Colleague[]> {
    const [accounts, online, rows] = await Promise.all([
      this.#deps.accounts.list(),
      this.#online(),
      this.#deps.db
        .selectFrom('conversations')
        .select(['operator_id', ({ fn }) => fn.countAll().as('number')])
        .where('operator_id', 'is not', null)
        .groupBy('operator_id')
        .execute(),
    ]);
    const load = new Map(rows.map(({ operator_id, number }) => [operator_id, Number(number)]));
    return accounts
      .filter(({ disabled }) => !disabled)
      .map((account) => ({
        ...toOperator(account),
        role: account.role,
        presence: online.has(account.id) ? (account.away ? 'away' : 'online') : 'offline',
        dialogs: load.get(account.id) ?? 0,
      }));
  }

  /** Tells everybody of a change of hands, and the queue of its new order. */
  async announce({ conversation, messages, thinking, hasTurn }: Handover): Promise<void> {
    const { publisher } = this.#deps;
    this.#runner?.callOff(conversation.id);
    for (const row of messages) publisher.message(conversation.id, row);
    if (thinking) publisher.thinking(conversation.id, thinking);
    publisher.dialog(conversation.id, toWireDialog(conversation));
    if (hasTurn) this.#runner?.kick(conversation.id);
    // Between the look at who is there and the change of hands the new owner may have left.
    const owner = conversation.operator_id;
    if (owner !== null && !(await this.#online()).has(owner)) this.#awaitReturn(owner);
    await this.queueChanged(conversation.bot_id);
    this.#deps.news.presenceChanged(() => this.colleagues());
  }

  async queueChanged(botId: string): Promise<void> {
    for (const row of await renumberQueue(this.#deps.db, botId)) {
      this.#deps.publisher.dialog(row.id, toWireDialog(row));
    }
    this.assign();
  }

  /** Gives away what waits, if the settings say so; one run at a time, and one more if something changed meanwhile. */
  assign(): void {
    if (this.#stopped || this.#assignWaits) return;
    this.#assignWaits = true;
    this.#assigning = this.#assigning
      .then(() => this.#assignAll())
      .catch((error: Error) => this.#deps.logger.error({ error: error.message }, 'dialogs were not assigned'));
  }

  async #assignAll(): Promise<void> {
    this.#assignWaits = false;
    const { db, clock, settings, news } = this.#deps;
    while (!this.#stopped) {
      const current = await settings.read();
      if (!current.autoAssign) return;
      const handover = await assignNext(db, await this.#available(), current, clock.now());
      if (!handover) return;
      const { id, operator_id: owner } = handover.conversation;
      await this.announce(handover);
      if (owner !== null) news.assigned(owner, { conversation: id, by: 'auto', from: null });
    }
  }

  async #available(): Promise<AccountRow[]> {
    const online = await this.#online();
    if (online.size === 0) return [];
    return (await this.#deps.accounts.list()).filter(({ id, disabled, away }) => online.has(id) && !disabled && !away);
  }

  async #online(): Promise<Set<string>> {
    const here = [...this.#connections.keys()];
    return new Set([...here, ...((await this.#deps.presence?.online()) ?? [])]);
  }

  async #watchAbsent(): Promise<void> {
    const online = await this.#online();
    // The operators of a node that has died are missed by their colleagues, too.
    const seen = [...online].sort().join(' ');
    if (seen !== this.#lastSeen) this.presenceChanged();
    this.#lastSeen = seen;
    for (const id of await this.#owners()) {
      if (!online.has(id) && !this.#leaving.has(id)) this.#awaitReturn(id);
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

  #tellPresence(): void {
    if (this.#stopped) return;
    this.#deps.presence
      ?.tell([...this.#connections.keys()])
      .catch((error: Error) => this.#deps.logger.warn({ error: error.message }, 'presence could not be told'));
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
        this.#giveBackIfGone(operatorId).catch(fail);
      }, returnAfterMs);
      this.#leaving.set(operatorId, timer.unref());
    };
    arm().catch(fail);
  }

  async #giveBackIfGone(operatorId: string): Promise<void> {
    if (!(await this.#online()).has(operatorId)) await this.#giveBack(operatorId);
  }

  async #giveBack(operatorId: string): Promise<void> {
    const { db, clock } = this.#deps;
    const rows = await db.selectFrom('conversations').select('id').where('operator_id', '=', operatorId).execute();
    for (const { id } of rows) {
      const now = clock.now();
      const notice = { event: 'operator_left', text: OPERATOR_LEFT_TEXT };
      try {
        await this.announce(await changeHands(db, id, checkMine(operatorId), { set: queued(now), notice }, now));
      } catch (error) {
        // Another node has noticed the absence too, and was faster.
        if (!(error instanceof Refused)) throw error;
      }
    }
  }
}
