/** One defect as a text replacement in a source file. */
export interface Mutant {
  readonly name: string;
  /** The mistake, as a reviewer would describe it. */
  readonly mistake: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** A seed that finds the defect. It is tried first, and played in every run of the simulation. */
  readonly seed: number;
}

/**
 * Ten plausible mistakes in delivery. The simulation must find each of them; otherwise it does not test what it claims.
 */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'noDedupe',
    mistake: 'the server inserts a cid that it already has',
    file: 'testing/memory-server.ts',
    find: 'if (known) {',
    replace: 'if (known && false) {',
    seed: 30,
  },
  {
    name: 'newIdOnRetry',
    mistake: 'a repeated send gets another cid',
    file: 'delivery/visitor-link.ts',
    find: "request('send', { cid, body, params }",
    replace: "request('send', { cid: row.emitted ? crypto.randomUUID() : cid, body, params }",
    seed: 1,
  },
  {
    name: 'removeOnSend',
    mistake: 'a row leaves the outbox when it is emitted, not when it is confirmed',
    file: 'delivery/send-queue.ts',
    find: 'this.#outbox.markEmitted(row.cid);',
    replace: 'this.#outbox.remove(row.cid);',
    seed: 3,
  },
  {
    name: 'noPersistOutbox',
    mistake: 'the outbox is not persisted',
    file: 'delivery/outbox.ts',
    find: 'if (namespace) void this.#attempt(() => this.#storage.put(namespace, row));',
    replace: '',
    seed: 1,
  },
  {
    name: 'noGapDetection',
    mistake: 'a message after a gap is treated as the next one',
    file: 'conversation/log.ts',
    find: 'if (message.seq > this.#head + 1) {',
    replace: 'if (message.seq > this.#head + 1 && false) {',
    seed: 2,
  },
  {
    name: 'noClientDedupe',
    mistake: 'a known message is added again',
    file: 'conversation/log.ts',
    find: 'if (message.seq <= this.#head) return KNOWN;',
    replace: "if (message.seq <= this.#head) return { kind: 'next', run: [message] };",
    seed: 0,
  },
  {
    name: 'parallelInflight',
    mistake: 'the next row is sent before the previous one is acknowledged',
    file: 'delivery/send-queue.ts',
    find: 'await this.#send(row);',
    replace: 'for (const each of this.#outbox.rows) if (each !== row) void this.#send(each); await this.#send(row);',
    seed: 0,
  },
  {
    name: 'ignoreEpoch',
    mistake: 'a log of another epoch is treated as the same one',
    file: 'conversation/conversation.ts',
    find: 'const resumes = !ack.reset && this.log.cursor !== null && isWhole;',
    replace: 'const resumes = this.log.cursor !== null;',
    seed: 12,
  },
  {
    name: 'dupRejectedAsError',
    mistake: 'the server refuses a repeated cid instead of confirming it',
    file: 'testing/memory-server.ts',
    find: 'if (known.digest !== digest)',
    replace: 'if (known.digest !== digest || true)',
    seed: 476,
  },
  {
    name: 'cursorPersistedWithoutMessages',
    mistake: 'a new page resumes at the cursor of the previous one, without its messages',
    file: 'client/build-chat-client.ts',
    find: 'const sync = new Sync(',
    replace:
      "const ask = connection.request.bind(connection); connection.request = ((name, input, ms) => { if (name !== 'hello') return ask(name, input, ms); const kept = JSON.parse(platform.storage.getItem('cursor') ?? 'null'); if (input.cursor) platform.storage.setItem('cursor', JSON.stringify(input.cursor)); return ask(name, { ...input, cursor: input.cursor ?? kept }, ms); }) as never; const sync = new Sync(",
    seed: 5,
  },
];
