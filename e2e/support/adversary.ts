import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';

interface Message {
  readonly epoch: string;
  readonly seq: number;
  readonly id: string;
  readonly cid?: string;
  readonly turn?: number;
  readonly rev: number;
  readonly from: { readonly kind: string };
  readonly at: string;
  readonly body: unknown;
}

type Ack = (answer: unknown) => void;

/**
 * Frames without a valid meaning. The client must ignore each one: no exception, no endless loop, no change of state.
 */
export const MALFORMED: readonly (readonly [event: string, payload: unknown])[] = [
  ['msg', null],
  ['msg', 'text'],
  ['msg', { seq: -1, id: 'x', rev: 0, from: { kind: 'bot' }, at: 'now', body: { type: 'text', text: 'no' } }],
  ['msg', { seq: 1e300, id: 'x', rev: 0, from: { kind: 'bot' }, at: '', body: {} }],
  ['msg', JSON.parse('{"__proto__":{"seq":1},"constructor":{"prototype":{"polluted":true}}}')],
  ['msg', nest(3_000)],
  ['thinking', { rev: 'newest', turn: 1, on: 'yes' }],
  ['thinking', { rev: -5, turn: 1, on: true, ttlMs: -1 }],
  ['draft', { id: 7, turn: {}, append: [] }],
  ['dialog', { rev: 1, status: 'married', operator: null }],
  ['dialog', { rev: Number.NaN }],
  ['head', { epoch: 5, head: 'far' }],
  ['read', { by: 'nobody', seq: 'all' }],
  ['command', { colors: { '</style><script>': 'x' }, open: 'please' }],
  ['bye', { code: 42, retry: 'maybe' }],
  ['constructor', {}],
  ['toString', {}],
  ['x'.repeat(2_000), {}],
];

/** Well-formed frames that do not fit the current state. */
const ILLEGAL: typeof MALFORMED = [
  ['thinking', { rev: 0, turn: 99_999, on: true, text: 'of nothing', ttlMs: 1e15 }],
  ['draft', { id: 'ghost', turn: 77, rev: 0, append: 'a draft of no turn' }],
  ['typing', { on: true, ttlMs: 1e12 }],
];

function nest(depth: number): unknown {
  let deep: unknown = 1;
  for (let level = 0; level < depth; level += 1) deep = [deep];
  return deep;
}

/**
 * A server that implements the written protocol and uses no code of this project. Within the protocol it misbehaves: it
 * drops acknowledgements, duplicates, reorders and skips pushes, cuts connections, never ends `thinking` and sends
 * malformed frames. Only its log is correct.
 */
export class Adversary {
  readonly log: Message[] = [];
  isHostile = true;
  connects = 0;
  readonly #http: HttpServer = createServer();
  readonly #io = new Server(this.#http, { serveClient: false });
  readonly #random: () => number;
  readonly #epoch = randomUUID();
  readonly #seqs = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #rev = 1;

  private constructor(random: () => number) {
    this.#random = random;
    this.#io.of('/widget').on('connection', (socket) => this.#serve(socket));
    this.#timers.add(setInterval(() => this.#beat(), 150));
  }

  static async start(random: () => number): Promise<Adversary> {
    const adversary = new Adversary(random);
    adversary.#http.listen(0, '127.0.0.1');
    await once(adversary.#http, 'listening');
    return adversary;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get connected(): number {
    return this.#io.of('/widget').sockets.size;
  }

  /** Performs one random fault of a network or of a bad server. */
  misbehave(): void {
    if (!this.isHostile) return;
    const dice = this.#random();
    const sockets = [...this.#io.of('/widget').sockets.values()];
    if (dice < 0.15) for (const socket of sockets) socket.conn.close();
    else if (dice < 0.25) this.#io.of('/widget').disconnectSockets(true);
    else if (dice < 0.32) {
      this.#push('bye', { code: 'DEPLOY', retry: true, retryAfterMs: 20 });
      this.#io.of('/widget').disconnectSockets(true);
    } else if (dice < 0.4) {
      this.#rev += 1;
      // No frame ends this state: only its `ttlMs` does.
      this.#push('thinking', { rev: this.#rev, turn: this.log.length, on: true, text: 'Hm', ttlMs: 250 });
    } else if (dice < 0.5) this.#say({ type: 'text', text: 'By the way', format: 'plain' }, 'bot');
    else {
      const all = [...MALFORMED, ...ILLEGAL];
      const [event, payload] = all[Math.floor(this.#random() * all.length)] as (typeof MALFORMED)[number];
      this.tell(event, payload);
    }
  }

  /** Sends any frame to every connected client. */
  tell(event: string, payload: unknown): void {
    this.#io.of('/widget').emit(event, payload);
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#io.close();
  }

  #chance(probability: number): boolean {
    return this.isHostile && this.#random() < probability;
  }

  #serve(socket: Socket): void {
    this.connects += 1;
    const answers = <P>(event: string, work: (payload: P) => unknown) =>
      socket.on(event, (payload: P, ack: Ack) => {
        const answer = work(payload);
        if (this.#chance(0.15)) return;
        this.#later(() => ack(answer), this.#chance(0.3) ? this.#random() * 150 : 0);
      });
    answers('hello', (payload: { cursor: { epoch: string; after: number; id: string } | null; pending: string[] }) => {
      socket.join('talk');
      const { cursor, pending } = payload;
      const fits = cursor?.epoch === this.#epoch && this.log[cursor.after - 1]?.id === cursor.id;
      const items = fits && cursor ? this.log.slice(cursor.after) : this.log.slice(-20);
      return {
        ...this.#standing(),
        ok: true,
        v: 2,
        conversation: 'c',
        reset: cursor !== null && !fits,
        items,
        more: !fits && this.log.length > items.length,
        known: Object.fromEntries(pending.flatMap((cid) => (this.#seqs.has(cid) ? [[cid, this.#seqs.get(cid)]] : []))),
        drafts: [],
        limits: {},
        serverTime: new Date().toISOString(),
        bot: { title: 'Adversary' },
        caps: [],
      };
    });
    answers('send', ({ cid, body }: { cid: string; body: unknown }) => {
      const known = this.#seqs.get(cid);
      if (known !== undefined) {
        const { id, at } = this.log[known - 1] as Message;
        return { ok: true, seq: known, id, at, dup: true };
      }
      if (this.#chance(0.08)) return { ok: false, code: 'BUSY', message: 'Later.', retry: true, retryAfterMs: 20 };
      if (this.#chance(0.05)) return { ok: false, code: 'RESUME_REQUIRED', message: 'Hello?', retry: true };
      if (this.#chance(0.05)) return { ok: 'perhaps', seq: {} };
      const { seq, id, at } = this.#append(body, 'visitor', { cid });
      this.#seqs.set(cid, seq);
      this.#later(() => this.#say({ type: 'text', text: `to ${seq}`, format: 'plain' }, 'bot', seq), 5);
      return { ok: true, seq, id, at };
    });
    answers('sync', ({ after, limit }: { after: number; limit: number }) => {
      const items = this.log.slice(after, after + Math.min(limit, 7));
      return {
        ok: true,
        epoch: this.#epoch,
        items,
        more: after + items.length < this.log.length,
        head: this.log.length,
      };
    });
    answers('history', ({ before, limit }: { before: number; limit: number }) => {
      const items = this.log.slice(Math.max(0, before - 1 - limit), before - 1);
      return { ok: true, items, more: (items[0]?.seq ?? 1) > 1 };
    });
    for (const event of ['params', 'read']) answers(event, () => ({ ok: true }));
  }

  #standing() {
    return {
      epoch: this.#epoch,
      head: this.log.length,
      thinking: null,
      dialog: { rev: 1, status: 'bot', operator: null },
      read: { visitor: 0, operator: 0 },
    };
  }

  #beat(): void {
    if (!this.#chance(0.5)) this.#io.of('/widget').to('talk').emit('head', this.#standing());
  }

  #append(body: unknown, kind: string, extra: { cid?: string; turn?: number }): Message {
    const message = {
      epoch: this.#epoch,
      seq: this.log.length + 1,
      id: randomUUID(),
      rev: this.#rev,
      from: { kind },
      at: new Date().toISOString(),
      body,
      ...extra,
    };
    this.log.push(message);
    this.#push('msg', message);
    return message;
  }

  #say(body: unknown, kind: string, turn?: number): void {
    this.#append(body, kind, turn === undefined ? {} : { turn });
  }

  /** Pushes a frame: at random it is skipped, sent twice or delayed. */
  #push(event: string, payload: unknown): void {
    if (this.#chance(0.2)) return;
    const times = this.#chance(0.15) ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      this.#later(
        () => this.#io.of('/widget').to('talk').emit(event, payload),
        this.#chance(0.3) ? this.#random() * 80 : 0,
      );
    }
  }

  #later(work: () => void, ms: number): void {
    if (ms === 0) {
      work();
      return;
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, ms);
    this.#timers.add(timer);
  }
}
