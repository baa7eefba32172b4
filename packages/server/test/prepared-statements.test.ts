import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PreparedStatements } from '../src/db/prepared-statements.ts';

let pglite: PGlite;
let statements: PreparedStatements;
beforeAll(async () => {
  pglite = await PGlite.create();
  statements = new PreparedStatements(pglite);
  await statements.run(
    'create table things (id int primary key, at timestamptz, data jsonb, names text[], bytes bytea)',
    [],
  );
}, 240_000);
afterAll(() => pglite?.close());

const rowsOf = async (text: string, parameters: readonly unknown[] = []) =>
  (await statements.run(text, parameters)).rows;

/** How many statements the database holds prepared. */
async function held(): Promise<number> {
  const { rows } = await pglite.query<{ count: number }>('select count(*)::int from pg_prepared_statements');
  return rows[0]?.count ?? 0;
}

test('values of every type come back from a prepared statement as from one that is not', async () => {
  const insert = 'insert into things values ($1, $2, $3, $4, $5) returning *';
  for (const id of [1, 2]) {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const values = [id, at, JSON.stringify({ a: ['é'] }), ['x', 'y"z'], Buffer.from([0, 255])];
    const [row] = await rowsOf(insert, values);
    expect(row).toEqual({ id, at, data: { a: ['é'] }, names: ['x', 'y"z'], bytes: Uint8Array.from([0, 255]) });
    expect((await pglite.query('select * from things where id = $1', [id])).rows).toEqual([row]);
  }
  expect(await rowsOf('insert into things (id, data) values ($1, $2) returning data', [3, null])).toEqual([
    { data: null },
  ]);
});

test('a statement that fails is not left running, and works with other values', async () => {
  const insert = 'insert into things (id) values ($1) returning id';
  expect(await rowsOf(insert, [10])).toEqual([{ id: 10 }]);
  await expect(rowsOf(insert, [10])).rejects.toMatchObject({ code: '23505' });
  expect(await rowsOf(insert, [11])).toEqual([{ id: 11 }]);
  await expect(rowsOf('select nothing from things')).rejects.toMatchObject({ code: '42703' });
  expect(await rowsOf('select id from things where id = $1', [11])).toEqual([{ id: 11 }]);
});

test('a statement within a transaction that is rolled back leaves nothing', async () => {
  await statements.run('begin', []);
  await rowsOf('insert into things (id) values ($1)', [20]);
  await statements.run('rollback', []);
  expect(await rowsOf('select id from things where id = $1', [20])).toEqual([]);
});

test('a statement is prepared again after a change of its tables', async () => {
  const select = 'select * from things where id = 1';
  await rowsOf(select);
  await statements.run("alter table things add column more text default 'new'", []);
  expect(await rowsOf(select)).toMatchObject([{ id: 1, more: 'new' }]);
});

test('no more than 300 statements are kept', async () => {
  for (let length = 1; length <= 310; length += 1) await rowsOf(`select ${length} as one`);
  expect(await held()).toBe(300);
  expect(await rowsOf('select 1 as one')).toEqual([{ one: 1 }]);
});
