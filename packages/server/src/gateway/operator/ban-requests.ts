import { sql } from 'kysely';
import { blockingEntryOf } from '../../bots/address-block-list.ts';
import { blockAddress } from '../../bots/block-address.ts';
import { lockConversation } from '../../conversation/conversations.ts';
import { toClosed, transferDialog } from '../../conversation/handover.ts';
import { DIALOG_CLOSED_TEXT } from '../../conversation/notice-texts.ts';
import { toJson } from '../../db/json.ts';
import type { Ban } from '../../db/schema.ts';
import { Refused } from '../../lib/refusal.ts';
import { audited } from './audited.ts';
import { checkMayChange, findDialog, findSummary } from './find-dialog.ts';
import type { OperatorHandlers } from './request.types.ts';

/** Who may not write any more: a visitor, or everybody who connects from an address. */
export const banRequests: OperatorHandlers<'ban' | 'unban' | 'block_address'> = {
  async ban(context, { conversation, reason = null }) {
    const { db, desk, notifier, clock, operator } = context;
    await findDialog(context, conversation);
    const now = clock.now();
    const ban: Ban = { at: new Date(now).toISOString(), by: operator.name, reason };
    const banned = await db.transaction().execute(async (trx) => {
      const row = await lockConversation(trx, conversation);
      // Only its owner or an admin may end a dialog that an operator has.
      if (row.operator_id !== null && row.operator_id !== operator.id) checkMayChange(context)(row);
      await trx
        .updateTable('conversations')
        .set({ banned: toJson(ban), dialog_rev: sql`dialog_rev + 1` })
        .where('id', '=', conversation)
        .execute();
      await audited(context, 'visitor.banned', conversation, { visitor: row.visitor_id })(trx);
      return row;
    });
    if (banned.status === 'operator' || banned.status === 'queued') {
      // After a ban the visitor is not asked for a rating.
      const change = { set: toClosed, notice: { event: 'closed', text: DIALOG_CLOSED_TEXT }, endsScenario: true };
      await desk.announce(await transferDialog(db, conversation, () => {}, change, now));
    }
    notifier.visitorChanged(conversation);
    return { summary: await findSummary(context, conversation) };
  },

  async unban(context, { conversation }) {
    const { db, notifier } = context;
    const { visitor_id: visitor } = await findDialog(context, conversation);
    await db.transaction().execute(async (trx) => {
      await lockConversation(trx, conversation);
      await trx.updateTable('conversations').set({ banned: null }).where('id', '=', conversation).execute();
      await audited(context, 'visitor.unbanned', conversation, { visitor })(trx);
    });
    notifier.visitorChanged(conversation);
    return { summary: await findSummary(context, conversation) };
  },

  async block_address(context, { conversation }) {
    const { db, clock, bots, notifier } = context;
    const { bot_id: botId } = await findDialog(context, conversation);
    const address = await notifier.addressOf(conversation);
    if (address === null) throw new Refused('NOT_FOUND', 'conversation: the address of the visitor is not known.');
    const entry = blockingEntryOf(address);
    const settings = await db.transaction().execute(async (trx) => {
      await audited(context, 'visitor.address_blocked', conversation, { bot: botId, address: entry })(trx);
      return blockAddress(trx, botId, entry, clock.now());
    });
    // Ends the sessions of the address, on every node.
    bots.changed(botId);
    return { address: settings.recognizeUserMeta ? entry : null };
  },
};
