import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/db/open-database.ts';
import { listDialogs } from '../src/operator/dialog-summaries.ts';

const DIALOGS = 3000;

test('a page of the list of all dialogs uses an index, and rows on other pages cost nothing', {
  timeout: 240_000,
}, async () => {
  const { db, close } = await openDatabase({});
  onTestFinished(close);
  const statements = [
    `insert into bots (id, settings, scenario, draft, draft_at, version, updated_at)
      values ('b', '{}', '{}', '{}', now(), 1, now())`,
    `insert into visitors (bot_id, id, secret_hash, locale, created_at)
      select 'b', 'v' || n, 'x', 'en', now() from generate_series(1, ${DIALOGS}) n`,
    `insert into conversations (id, bot_id, visitor_id, vars, params, created_at, last_at)
      select 'c' || n, 'b', 'v' || n, '{}', '{}', now(), timestamptz '2026-01-01' + n * interval '1 minute'
      from generate_series(1, ${DIALOGS}) n`,
    'analyze conversations',
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);

  const { rows } = await sql<{ 'QUERY PLAN': string }>`
    explain select c.id from conversations c
    where (c.last_at, c.id) < (timestamptz '2026-01-02', 'c')
    order by c.last_at desc, c.id desc limit 51
  `.execute(db);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('conversations_recent');
  expect(plan).not.toContain('Sort');

  const page = await listDialogs(db, { of: 'all', limit: 2 } as Parameters<typeof listDialogs>[1], 'nobody');
  expect(page?.items.map(({ conversation }) => conversation)).toEqual([`c${DIALOGS}`, `c${DIALOGS - 1}`]);
});
