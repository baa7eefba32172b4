import { type Localized, localize } from '@connective-chat/contracts/scenario';
import type { Operator } from '@connective-chat/core/protocol';
import { sql, type UpdateObject } from 'kysely';
import { toJson } from '../db/json.ts';
import type { Db } from '../db/open-database.ts';
import type { ConversationRow, Database, MessageRow } from '../db/schema.ts';
import { Refused } from '../lib/refusal.ts';
import { findConversation, lockConversation } from './conversations.ts';
import { enqueueTurn } from './enqueue-turn.ts';
import { append } from './log.ts';
import { endThinking } from './thinking.ts';

/* Who has a dialog, and how it changes hands. */

/** What a change of hands came to, for those who have to be told. */
export interface Handover {
  readonly conversation: ConversationRow;
  readonly messages: readonly MessageRow[];
  readonly thinking: Awaited<ReturnType<typeof endThinking>>;
  /** Whether the scenario goes on by itself: it had handed over, and gets the dialog back. */
  readonly hasTurn: boolean;
}

interface Change {
  readonly set: UpdateObject<Database, 'conversations'>;
  readonly notice: { readonly event: string; readonly text: Localized };
}

/** A scenario that has handed over waits for the end of it; whatever else it waited for is void. */
const whereHandedOver = sql<string>`case when position->>'with' = 'operator' then position end`;

/** Nobody's place in the queue, nobody's dialog. */
const FREE = { operator_id: null, operator: null, queued_at: null, queue_position: null } as const;

export const inHands = (operator: Operator): Change['set'] => ({
  ...FREE,
  status: 'operator',
  operator_id: operator.id,
  operator: toJson(operator),
  position: whereHandedOver,
});

export const queued = (now: number): Change['set'] => ({
  ...FREE,
  status: 'queued',
  queued_at: new Date(now),
  position: whereHandedOver,
});

export const withBot: Change['set'] = { ...FREE, status: 'bot', position: null };

export const closed: Change['set'] = { ...FREE, status: 'closed', position: null };

/** Calls off what the scenario was doing: from here on somebody else answers. */
async function callOffTurns(trx: Db, conversationId: string) {
  await trx
    .updateTable('turns')
    .set({ state: 'cancelled' })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'pending')
    .execute();
  return endThinking(trx, conversationId, false);
}

async function inLanguageOf(trx: Db, conversationId: string, text: Localized): Promise<string> {
  if (typeof text === 'string') return text;
  return localize(text, (await findConversation(trx, conversationId)).locale);
}

/** Changes hands within a transaction that holds the conversation's lock. */
export async function changeHandsIn(trx: Db, conversationId: string, change: Change, now: number): Promise<Handover> {
  const thinking = await callOffTurns(trx, conversationId);
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
  const hasTurn = await goOn(trx, before, conversation, now);
  return { conversation, messages, thinking, hasTurn };
}

/** Lets the scenario go on behind the node that handed over, once that is done. */
async function goOn(
  trx: Db,
  before: Pick<ConversationRow, 'status' | 'position' | 'head'>,
  after: ConversationRow,
  now: number,
): Promise<boolean> {
  if (before.position?.with !== 'operator' || (after.status !== 'closed' && after.status !== 'bot')) return false;
  // Who leaves the queue has talked with nobody.
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
 * Changes hands if `may` allows it as the conversation stands now. The row is locked while it is asked, so of
 * two operators who take a dialog at the same moment the second finds it taken.
 *
 * @param also what belongs into the same transaction
 */
export async function changeHands(
  db: Db,
  conversationId: string,
  may: (conversation: ConversationRow) => void,
  change: Change,
  now: number,
  also: (trx: Db) => Promise<void> = async () => {},
): Promise<Handover> {
  return db.transaction().execute(async (trx) => {
    may(await lockConversation(trx, conversationId));
    await also(trx);
    return changeHandsIn(trx, conversationId, change, now);
  });
}

/** @throws Refused TAKEN, CONVERSATION_CLOSED */
export function checkFree(conversation: ConversationRow): void {
  if (conversation.status === 'closed') throw new Refused('CONVERSATION_CLOSED', 'This dialog is closed.');
  if (conversation.operator_id !== null) {
    throw new Refused('TAKEN', `${conversation.operator?.name ?? 'A colleague'} has this dialog.`);
  }
}

/** @throws Refused NOT_YOURS */
export const checkMine =
  (operatorId: string) =>
  (conversation: ConversationRow): void => {
    if (conversation.operator_id !== operatorId) throw new Refused('NOT_YOURS', 'You do not have this dialog.');
  };

/** Numbers the queue of a bot anew. @returns the conversations whose place has changed */
export async function renumberQueue(db: Db, botId: string): Promise<ConversationRow[]> {
  const { rows } = await sql<ConversationRow>`
    update conversations set queue_position = place.number, dialog_rev = dialog_rev + 1
    from (
      select id, (row_number() over (order by queued_at, id))::int as number
      from conversations where bot_id = ${botId} and status = 'queued'
    ) as place
    where conversations.id = place.id and conversations.queue_position is distinct from place.number
    returning conversations.*
  `.execute(db);
  return rows;
}
