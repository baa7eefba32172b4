import { type Localized, localize } from '@connective-chat/contracts/scenario';
import type { Operator } from '@connective-chat/core/protocol';
import { sql, type UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, Database, MessageRow } from '../db/schema.ts';
import { Refused } from '../lib/refusal.ts';
import { append } from './append-messages.ts';
import { findConversation, lockConversation } from './conversations.ts';
import { enqueueTurn } from './enqueue-turn.ts';
import { endThinking } from './thinking.ts';

/* The ownership of a dialog (bot, queue, operator or nobody) and its changes. */

/** A committed handover of a dialog, with what has to be pushed. */
export interface Handover {
  readonly conversation: ConversationRow;
  readonly messages: readonly MessageRow[];
  readonly thinking: Awaited<ReturnType<typeof endThinking>>;
  /** Whether the scenario that handed the dialog over gets it back and continues. */
  readonly hasTurn: boolean;
}

interface Change {
  readonly set: UpdateObject<Database, 'conversations'>;
  readonly notice: { readonly event: string; readonly text: Localized };
  /** Whether the scenario ends with the dialog, instead of going on behind the node that handed it over. */
  readonly endsScenario?: boolean;
}

/** A scenario that handed the dialog over keeps its position until it gets it back; any other position is cleared. */
const whereHandedOver = sql<string>`case when position->>'with' = 'operator' then position end`;

const UNASSIGNED = { operator_id: null, operator: null, queued_at: null, queue_position: null } as const;

export const assignedTo = (operator: Operator): Change['set'] => ({
  ...UNASSIGNED,
  status: 'operator',
  operator_id: operator.id,
  operator: toJson(operator),
  position: whereHandedOver,
});

export const toQueue = (now: number): Change['set'] => ({
  ...UNASSIGNED,
  status: 'queued',
  queued_at: new Date(now),
  position: whereHandedOver,
});

export const toBot: Change['set'] = { ...UNASSIGNED, status: 'bot', position: null };

export const toClosed: Change['set'] = { ...UNASSIGNED, status: 'closed', position: null };

/** Cancels the work of the scenario, because an operator answers from now on. */
async function cancelTurns(trx: Db, conversationId: string) {
  await trx
    .updateTable('turns')
    .set({ state: 'cancelled' })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'pending')
    .execute();
  return endThinking(trx, conversationId);
}

async function inLanguageOf(trx: Db, conversationId: string, text: Localized): Promise<string> {
  if (typeof text === 'string') return text;
  return localize(text, (await findConversation(trx, conversationId)).locale);
}

/** Transfers a dialog within a transaction that holds the conversation's lock. */
export async function transferDialogIn(
  trx: Db,
  conversationId: string,
  change: Change,
  now: number,
): Promise<Handover> {
  const thinking = await cancelTurns(trx, conversationId);
  const before = await trx
    .selectFrom('conversations')
    .select(['status', 'position', 'head'])
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const { event, text } = change.notice;
  const messages = await append(
    trx,
    conversationId,
    [
      {
        from: { kind: 'system' },
        body: { type: 'notice', event, text: await inLanguageOf(trx, conversationId, text) },
      },
    ],
    now,
  );
  const conversation = await trx
    .updateTable('conversations')
    .set({ ...change.set, dialog_rev: sql`dialog_rev + 1` })
    .where('id', '=', conversationId)
    .returningAll()
    .executeTakeFirstOrThrow();
  const hasTurn = !change.endsScenario && (await continueScenario(trx, before, conversation, now));
  return { conversation, messages, thinking, hasTurn };
}

/** Enqueues the turn in which the scenario continues after its operator node. @returns whether it was enqueued */
async function continueScenario(
  trx: Db,
  before: Pick<ConversationRow, 'status' | 'position' | 'head'>,
  after: ConversationRow,
  now: number,
): Promise<boolean> {
  if (before.position?.with !== 'operator' || (after.status !== 'closed' && after.status !== 'bot')) return false;
  // A visitor who ends the dialog in the queue has not talked with an operator.
  if (before.status === 'queued' && after.status === 'closed') return false;
  const how = after.status === 'closed' ? 'closed' : 'returned';
  await enqueueTurn(
    trx,
    {
      conversationId: after.id,
      key: `operator:${before.head}`,
      seq: null,
      input: { kind: 'operator', node: before.position.node, how },
      params: after.params,
      locale: after.locale,
    },
    now,
  );
  return true;
}

/**
 * Transfers a dialog if `check` allows it. The conversation is locked during the check: if two operators take
 * a dialog at the same time, the second one gets TAKEN.
 *
 * @param check throws to refuse the transfer
 * @param also further work for the same transaction
 */
export async function transferDialog(
  db: Db,
  conversationId: string,
  check: (conversation: ConversationRow) => void,
  change: Change,
  now: number,
  also: (trx: Db) => Promise<void> = async () => {},
): Promise<Handover> {
  return db.transaction().execute(async (trx) => {
    check(await lockConversation(trx, conversationId));
    await also(trx);
    return transferDialogIn(trx, conversationId, change, now);
  });
}

/** @throws Refused BLOCKED if the operators have banned the visitor */
export function checkNotBanned({ banned }: Pick<ConversationRow, 'banned'>): void {
  if (banned) throw new Refused('BLOCKED', 'The operators have banned this visitor: lift the ban first.');
}

/** @throws Refused BLOCKED, TAKEN, CONVERSATION_CLOSED */
export function checkUnassigned(conversation: ConversationRow): void {
  checkNotBanned(conversation);
  if (conversation.status === 'closed') throw new Refused('CONVERSATION_CLOSED', 'This dialog is closed.');
  if (conversation.operator_id !== null) {
    throw new Refused('TAKEN', `${conversation.operator?.name ?? 'A colleague'} has this dialog.`);
  }
}

/** @throws Refused NOT_YOURS */
export const checkOwner =
  (operatorId: string) =>
  (conversation: ConversationRow): void => {
    if (conversation.operator_id !== operatorId) throw new Refused('NOT_YOURS', 'You do not have this dialog.');
  };

/** Renumbers the queue of a bot, and that of its test chats apart. @returns the conversations whose position has changed */
export async function renumberQueue(db: Db, botId: string): Promise<ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`
    update conversations set queue_position = entry.number, dialog_rev = dialog_rev + 1
    from (
      select id, (row_number() over (partition by test order by queued_at, id))::int as number
      from conversations where bot_id = ${botId} and status = 'queued'
    ) as entry
    where conversations.id = entry.id and conversations.queue_position is distinct from entry.number
    returning conversations.*
  `.execute(db);
  return rows;
}
