import { type PGlite, parse, protocol, type Results } from '@electric-sql/pglite';

const { bind, close, describe, execute, parse: prepare, sync } = protocol.serialize;

/** More than the server has. A statement with a list of values has a different text for each length of the list. */
const MAX_STATEMENTS = 300;
const PREPARABLE = /^\s*(?:select|insert|update|delete|with)\b/i;
/** Neither changes the tables, so statements that were prepared before stay valid. */
const KEEPS_TABLES = /^\s*(?:begin|commit|rollback|savepoint|release|set)\b/i;

interface Prepared {
  readonly name: string;
  /** The types of the parameters. */
  readonly types: readonly number[];
}

/**
 * Runs statements on the embedded database and keeps them prepared: parsing and planning cost several times as much as
 * running one of our statements. The caller runs one statement at a time.
 */
export class PreparedStatements {
  readonly #pglite: PGlite;
  /** By text, the least recently used first. */
  readonly #statements = new Map<string, Prepared>();
  #lastName = 0;

  constructor(pglite: PGlite) {
    this.#pglite = pglite;
  }

  async run<R>(text: string, parameters: readonly unknown[]): Promise<Results<R>> {
    if (!PREPARABLE.test(text)) {
      if (!KEEPS_TABLES.test(text)) await this.#forgetAll();
      return this.#pglite.query<R>(text, [...parameters]);
    }
    const { name, types } = await this.#find(text);
    const values = parameters.map((value, index) => this.#serialize(value, types[index]));
    const messages = await this.#pglite.execProtocolStream(
      Buffer.concat([bind({ statement: name, values }), describe({ type: 'P' }), execute(), sync()]),
    );
    const [result] = parse.parseResults(messages, this.#pglite.parsers);
    if (!result) throw new Error('A statement returned no result.');
    return result as Results<R>;
  }

  async #find(text: string): Promise<Prepared> {
    const known = this.#statements.get(text);
    if (known) {
      this.#statements.delete(text);
      this.#statements.set(text, known);
      return known;
    }
    this.#lastName += 1;
    const name = `chat${this.#lastName}`;
    const messages = await this.#pglite.execProtocolStream(
      Buffer.concat([prepare({ name, text }), describe({ type: 'S', name }), sync()]),
    );
    const prepared = { name, types: parse.parseDescribeStatementResults(messages) };
    this.#statements.set(text, prepared);
    const [oldest] = this.#statements;
    if (oldest && this.#statements.size > MAX_STATEMENTS) await this.#forget(...oldest);
    return prepared;
  }

  async #forget(text: string, { name }: Prepared): Promise<void> {
    this.#statements.delete(text);
    await this.#pglite.execProtocolStream(Buffer.concat([close({ type: 'S', name }), sync()]));
  }

  /** A prepared statement fails if the columns that it returns have changed since. */
  async #forgetAll(): Promise<void> {
    for (const [text, prepared] of [...this.#statements]) await this.#forget(text, prepared);
  }

  #serialize(value: unknown, type: number | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serialize = type === undefined ? undefined : this.#pglite.serializers[type];
    return serialize ? serialize(value) : String(value);
  }
}
