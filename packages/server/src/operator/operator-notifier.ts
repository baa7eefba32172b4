import type { Colleague, VisitorCard } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type { FailureLog } from '../db/failure-log.ts';
import type { Db } from '../db/open-database.ts';
import { readChanged } from './dialog-summaries.ts';
import type { OperatorChannel } from './operator-channel.ts';
import { readVisitorCard } from './visitor-card.ts';

/** Changes within this time are pushed together. */
const BATCH_MS = 30;

export interface Assignment {
  readonly conversation: string;
  readonly by: 'auto' | 'transfer';
  readonly from: Operator | null;
}

/**
 * Pushes changes of dialogs, visitors and colleagues to the operators, in batches. The data is read from the
 * store when it is pushed, so that several changes result in one push of the last state.
 */
export class OperatorNotifier {
  readonly #db: Db;
  readonly #channel: OperatorChannel;
  readonly #failures: FailureLog;
  /** Changed dialogs, and whether each is pushed in any status. */
  readonly #dialogs = new Map<string, boolean>();
  readonly #visitors = new Set<string>();
  #assignments: [operatorId: string, assignment: Assignment][] = [];
  #readColleagues: (() => Promise<Colleague[]>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor({ db, channel, failures }: { db: Db; channel: OperatorChannel; failures: FailureLog }) {
    this.#db = db;
    this.#channel = channel;
    this.#failures = failures;
  }

  /**
   * @param inAnyStatus also pushes a dialog that is neither queued nor with an operator: it has just left one of
   * these two
   */
  dialogChanged(conversationId: string, inAnyStatus: boolean): void {
    if (!this.#isNeeded()) return;
    this.#dialogs.set(conversationId, inAnyStatus || this.#dialogs.get(conversationId) === true);
    this.#schedule();
  }

  /** The visitor's card has changed, for the operators who have the conversation open. */
  visitorChanged(conversationId: string): void {
    if (!this.#isNeeded()) return;
    this.#visitors.add(conversationId);
    this.#schedule();
  }

  colleaguesChanged(read: () => Promise<Colleague[]>): void {
    if (!this.#isNeeded()) return;
    this.#readColleagues = read;
    this.#schedule();
  }

  cannedAnswersChanged(): void {
    this.#channel.toAll('canned_changed', {});
  }

  /** Pushed after the summary of the same dialog, which contains the name that the desk shows. */
  assigned(operatorId: string, assignment: Assignment): void {
    this.#assignments.push([operatorId, assignment]);
    this.#schedule();
  }

  /** @returns null if there is no such conversation */
  readCard(conversationId: string): Promise<VisitorCard | null> {
    return readVisitorCard(this.#db, conversationId, (id) => this.#channel.isVisitorOnline(id));
  }

  /** The visitor's current address, or the last one that operators saw; null if neither is known. */
  async addressOf(conversationId: string): Promise<string | null> {
    const card = await this.readCard(conversationId);
    return (await this.#channel.addressOf(conversationId)) ?? card?.meta?.address ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #isNeeded(): boolean {
    return !this.#closed && this.#channel.hasListeners();
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running
        .then(() => this.#push())
        .catch((error: unknown) => this.#failures.warn(error, 'a push to the operators failed'));
    }, BATCH_MS).unref();
  }

  async #push(): Promise<void> {
    const dialogs = [...this.#dialogs];
    const visitors = [...this.#visitors];
    const readColleagues = this.#readColleagues;
    const assignments = this.#assignments;
    this.#assignments = [];
    this.#dialogs.clear();
    this.#visitors.clear();
    this.#readColleagues = undefined;
    const idsOf = (inAnyStatus: boolean) => dialogs.filter(([, any]) => any === inAnyStatus).map(([id]) => id);
    for (const summary of await readChanged(this.#db, idsOf(false), idsOf(true))) {
      this.#channel.toAll('summary', { summary });
    }
    for (const [id, assignment] of assignments) this.#channel.toAccount(id, 'assigned', assignment);
    for (const id of visitors) {
      if (!this.#channel.mayBeOpen(id)) continue;
      const visitor = await this.readCard(id);
      if (visitor) this.#channel.toConversation(id, 'visitor', { conversation: id, visitor });
    }
    if (readColleagues) this.#channel.toAll('presence', { colleagues: await readColleagues() });
  }
}
