import type { AccountRow, Accounts } from '../accounts/accounts.ts';
import type { FailureLog } from '../db/failure-log.ts';
import type { OperatorAvailability } from '../turns/operator-availability.ts';
import type { PresenceTable } from './presence-table.ts';

/** Which operators are connected, to this node or to another one of the store. */
export class OperatorPresence implements OperatorAvailability {
  readonly #accounts: Accounts;
  readonly #table: PresenceTable | null;
  readonly #failures: FailureLog;
  readonly #connections = new Map<string, number>();
  #closed = false;

  /** @param table the presence table shared by the nodes; null if this is the only node */
  constructor({
    accounts,
    table,
    failures,
  }: { accounts: Accounts; table: PresenceTable | null; failures: FailureLog }) {
    this.#accounts = accounts;
    this.#table = table;
    this.#failures = failures;
  }

  /** Whether other nodes may have operators. */
  get isShared(): boolean {
    return this.#table !== null;
  }

  isStaffed(): Promise<boolean> {
    return this.#accounts.hasAnybody();
  }

  async isAnybodyOnline(): Promise<boolean> {
    return (await this.available()).length > 0;
  }

  isConnectedHere(operatorId: string): boolean {
    return this.#connections.has(operatorId);
  }

  /** Every operator connected to any node. */
  async online(): Promise<Set<string>> {
    return new Set([...this.#connections.keys(), ...((await this.#table?.read()) ?? [])]);
  }

  /** The operators who are connected and not away. */
  async available(): Promise<AccountRow[]> {
    const online = await this.online();
    if (online.size === 0) return [];
    return (await this.#accounts.list()).filter(({ id, disabled, away }) => online.has(id) && !disabled && !away);
  }

  /** @returns whether it is the first connection of this operator to this node */
  connected(operatorId: string): boolean {
    const before = this.#connections.get(operatorId) ?? 0;
    this.#connections.set(operatorId, before + 1);
    if (before > 0) return false;
    this.renew();
    return true;
  }

  /** @returns whether it was the last connection of this operator to this node */
  disconnected(operatorId: string): boolean {
    const left = (this.#connections.get(operatorId) ?? 1) - 1;
    if (left > 0) {
      this.#connections.set(operatorId, left);
      return false;
    }
    this.#connections.delete(operatorId);
    this.renew();
    return true;
  }

  /** Publishes the operators of this node to the other nodes. */
  renew(): void {
    if (this.#closed) return;
    this.#table
      ?.write([...this.#connections.keys()])
      .catch((error: unknown) => this.#failures.warn(error, 'presence could not be written'));
  }

  /** Publishes that no operators are connected to this node any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#table?.write([]).catch(() => {});
  }
}
