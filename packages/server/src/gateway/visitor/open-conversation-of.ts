import { findVisitorWith } from '../../bots/visitors.ts';
import { createConversation, type Opening, openConversation } from '../../conversation/conversations.ts';
import type { Db } from '../../db/open-database.ts';
import type { ConversationRow } from '../../db/schema.ts';
import type { VisitorSession } from './visitor-session.ts';

/**
 * The conversation of a session, created together with its visitor if there is none.
 *
 * @throws Refused AUTH_FAILED if another connection has stored a visitor of this id with another secret since the handshake
 */
export async function openConversationOf(
  db: Db,
  session: Pick<VisitorSession, 'newVisitor'>,
  who: Opening,
  now: number,
): Promise<ConversationRow> {
  const { newVisitor } = session;
  if (newVisitor) {
    const created = await createConversation(db, who, newVisitor, now);
    if (!created) await findVisitorWith(db, { botId: who.botId, id: who.visitorId }, newVisitor.secretHash);
    session.newVisitor = null;
    if (created) return created;
  }
  return openConversation(db, who, now);
}
