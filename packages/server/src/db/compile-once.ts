import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './open-database.ts';

/** Stands for a value while a query is compiled. */
class Placeholder {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(name) });

/**
 * A query whose text does not depend on its values. It is built and compiled at the first call only, because for our
 * most frequent statements that takes as much CPU time as sending them.
 *
 * @param build must use the values as parameters of the query, and not look at them
 *
 * @example
 * const findName = compileOnce((db, { id }: { id: string }) => db.selectFrom('accounts').select('name').where('id', '=', id));
 * const [row] = await findName(db, { id: '1' });
 */
export function compileOnce<V extends object, R>(
  build: (db: Db, values: V) => Compilable<R>,
): (db: Db, values: V) => Promise<R[]> {
  let compiled: CompiledQuery<R> | undefined;
  return async (db, values) => {
    compiled ??= build(db, placeholders as V).compile();
    const parameters = compiled.parameters.map((value) =>
      value instanceof Placeholder ? values[value.name as keyof V] : value,
    );
    return (await db.executeQuery<R>({ ...compiled, parameters })).rows;
  };
}
