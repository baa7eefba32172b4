import type { DialogSummary } from '@connective-chat/contracts/operator';
import { sql } from 'kysely';
import { iconPath } from '../../bots/bot-registry.ts';
import type { Db } from '../../db/open-database.ts';
import { runCancellable } from '../../db/run-cancellable.ts';
import { Refused } from '../../lib/refusal.ts';
import { listDialogs, QUEUE_ORDER, readSummaries } from '../../operator/dialog-summaries.ts';
import { searchMessages } from '../../operator/search-messages.ts';
import type { OperatorContext, OperatorHandlers } from './request.types.ts';

/** The number of dialogs per list in `hello`; the rest is loaded with `list`. */
const FIRST_PAGE = 200;

/** The same after every message: rows of the operator's own list keep their places. */
const MINE_ORDER = sql`c.created_at, c.id`;

const bare = (rows: readonly (DialogSummary & { lastAt: Date })[]) => rows.map(({ lastAt: _, ...summary }) => summary);

async function listBots({ db }: OperatorContext) {
  const rows = await db
    .selectFrom('bots')
    .select(['id', 'icon_hash', 'preview_of'])
    .select(sql<string>`settings->>'title'`.as('title'))
    .orderBy('id')
    .execute();
  return rows.map(({ id, title, icon_hash, preview_of }) => ({
    id,
    title: preview_of === null ? title : `${title} (${preview_of}, draft)`,
    icon: iconPath(id, icon_hash),
  }));
}

const badCursor = () => new Refused('INVALID', 'cursor: not a valid cursor.');

/** The lists of dialogs, the search, and an operator's own presence. */
export const overviewRequests: OperatorHandlers<'hello' | 'list' | 'search' | 'presence'> = {
  async hello(context) {
    const { db, desk, log, limits, settings, clock, operator } = context;
    const [colleagues, queue, mine, bots, current] = [
      await desk.colleagues(),
      await readSummaries(db, {
        where: sql`c.status = 'queued' and not c.test`,
        order: QUEUE_ORDER,
        limit: FIRST_PAGE,
      }),
      await readSummaries(db, {
        where: sql`c.operator_id = ${operator.id} and not c.test`,
        order: MINE_ORDER,
        limit: FIRST_PAGE,
      }),
      await listBots(context),
      await settings.read(),
    ];
    const me = colleagues.find(({ id }) => id === operator.id);
    if (!me) throw new Refused('AUTH_FAILED', 'This account is not an operator any more.');
    return {
      epoch: log.epoch,
      me,
      colleagues,
      queue: bare(queue),
      mine: bare(mine),
      bots,
      limits: { ...limits, uploadTypes: [...limits.uploadTypes] },
      desk: current,
      serverTime: new Date(clock.now()).toISOString(),
    };
  },

  async list({ db, operator }, event) {
    const page = await listDialogs(db, event, operator.id);
    if (!page) throw badCursor();
    return page;
  },

  async search({ db, log, rate, operator, signal, canCancelQueries }, event) {
    await rate.count(operator.id);
    const search = (connection: Db) => searchMessages(connection, event, log.toWire);
    const found = await (signal && canCancelQueries ? runCancellable(db, signal, search) : search(db));
    if (!found) throw badCursor();
    return found;
  },

  async presence({ accounts, desk, operator }, { presence }) {
    await accounts.change(operator.id, { away: presence === 'away' });
    desk.presenceChanged();
    return {};
  },
};
