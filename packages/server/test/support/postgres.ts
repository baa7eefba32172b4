import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type TestPostgres } from './start-postgres.ts';

/** A real Postgres for the tests of a file; deleted with its data afterwards. */
export function usePostgres(): Omit<TestPostgres, 'stop'> {
  let postgres: TestPostgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  const running = () => {
    if (!postgres) throw new Error('Postgres has not started');
    return postgres;
  };
  return {
    get url() {
      return postgres?.url ?? '';
    },
    restart: () => running().restart(),
    createDatabase: (name) => running().createDatabase(name),
  };
}
