import type { Accounts } from '../accounts/accounts.ts';
import type { OpenDatabase } from '../db/open-database.ts';
import type { Closable } from '../lib/close-stack.ts';
import { DeskSettingsStore } from './desk-settings.ts';
import type { OperatorChannel } from './operator-channel.ts';
import { OperatorNotifier } from './operator-notifier.ts';
import { OperatorPresence } from './operator-presence.ts';
import { PresenceTable } from './presence-table.ts';

const RETURN_AFTER_MS = 30_000;

/** The presence of the operators, their notifications, and the settings of the queue. */
export interface OperatorsRoom extends Closable {
  readonly presence: OperatorPresence;
  readonly notifier: OperatorNotifier;
  readonly settings: DeskSettingsStore;
}

export interface OperatorsDeps {
  readonly store: OpenDatabase;
  readonly accounts: Accounts;
  readonly channel: OperatorChannel;
  /** Identifies this process among the nodes of the store; null if it is the only one. */
  readonly nodeId: string | null;
}

/** @param returnAfterMs how long an operator may be disconnected, unless the settings define it. Default 30 s */
export function openOperators(
  { store: { db, failures }, accounts, channel, nodeId }: OperatorsDeps,
  returnAfterMs = RETURN_AFTER_MS,
): OperatorsRoom {
  const table = nodeId === null ? null : new PresenceTable(db, nodeId);
  const notifier = new OperatorNotifier({ db, channel, failures });
  return {
    presence: new OperatorPresence({ accounts, table, failures }),
    notifier,
    settings: new DeskSettingsStore(db, { returnAfterMs }),
    close: () => notifier.close(),
  };
}
