import type { Colleague, VisitorCard } from '@connective-chat/contracts/operator';
import type { Operator } from '@connective-chat/core/protocol';
import type { Db } from '../db/open-database.ts';
import { accountRoom } from '../gateway/operator/operator-rooms.ts';
import { type ChatNamespace, conversationRoom } from '../gateway/session.ts';
import type { Logger } from '../lib/logger.ts';
import { readChanged } from './dialog-summaries.ts';
import { readVisitorCard } from './visitor-card.ts';

/** What happens in one breath is told once. */
const BREATH_MS = 30;
/** How long somebody is shown typing, without news. */
const TYPING_MS = 6000;

export interface DeskNewsDeps {
  readonly db: Db;
  readonly operators: ChatNamespace;
  readonly widget: ChatNamespace;
  readonly logger: Logger;
  /** Whether an operator of another process may be listening. */
  readonly cluster: boolean;
}

interface Assignment {
  readonly conversation: string;
  readonly by: 'auto' | 'transfer';
  readonly from: Operator | null;
}

/** What all operators are told. It is read from the store when it is told: of two changes the last is what counts. */
export class DeskNews {
  readonly #deps: DeskNewsDeps;
  readonly #changed = new Map<string, boolean>();
  readonly #visitors = new Set<string>();
  #assigned: [operatorId: string, news: Assignment][] = [];
  #colleagues: (() => Promise<Colleague[]>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: DeskNewsDeps) {
    this.#deps = deps;
  }

  /** @param always tells it also of a dialog that is neither waiting nor in an operator's hands: it has just left */
  dialogChanged(conversationId: string, always: boolean): void {
    if (!this.#hasListeners()) return;
    this.#changed.set(conversationId, always || this.#changed.get(conversationId) === true);
    this.#wake();
  }

  /** What is known of the visitor has changed, for those who look at the conversation. */
  visitorChanged(conversationId: string): void {
    if (!this.#hasListeners()) return;
    this.#visitors.add(conversationId);
    this.#wake();
  }

  presenceChanged(read: () => Promise<Colleague[]>): void {
    if (!this.#hasListeners()) return;
    this.#colleagues = read;
    this.#wake();
  }

  cannedChanged(): void {
    this.#deps.operators.emit('canned_changed', {});
  }

  /** A dialog came into an operator's hands by itself. It is told after the dialog is: news of a stranger has no name. */
  assigned(operatorId: string, news: Assignment): void {
    this.#assigned.push([operatorId, news]);
    this.#wake();
  }

  visitorTyping(conversation: string, on: boolean): void {
    const room = this.#deps.operators.to(conversationRoom(conversation));
    room.volatile.emit('typing', { conversation, by: 'visitor', on, ttlMs: TYPING_MS });
  }

  operatorTyping(conversation: string, operator: Operator, on: boolean): void {
    const { widget, operators } = this.#deps;
    const room = conversationRoom(conversation);
    widget.to(room).volatile.emit('typing', { on, ttlMs: TYPING_MS });
    operators.to(room).volatile.emit('typing', { conversation, by: 'operator', operator, on, ttlMs: TYPING_MS });
  }

  readCard(conversationId: string): Promise<VisitorCard | null> {
    return readVisitorCard(this.#deps.db, conversationId, (id) => this.#isVisitorOnline(id));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #hasListeners(): boolean {
    return !this.#stopped && (this.#deps.cluster || this.#deps.operators.sockets.size > 0);
  }

  #wake(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#running
        .then(() => this.#tell())
        .catch((error: Error) => {
          this.#deps.logger.warn({ error: error.message }, 'operators could not be told');
        });
    }, BREATH_MS).unref();
  }

  async #tell(): Promise<void> {
    const { db, operators } = this.#deps;
    const ids = [...this.#changed].filter(([, always]) => !always).map(([id]) => id);
    const always = [...this.#changed].filter(([, force]) => force).map(([id]) => id);
    const visitors = [...this.#visitors];
    const colleagues = this.#colleagues;
    const assigned = this.#assigned;
    this.#assigned = [];
    this.#changed.clear();
    this.#visitors.clear();
    this.#colleagues = undefined;
    for (const summary of await readChanged(db, ids, always)) operators.emit('summary', { summary });
    for (const [id, news] of assigned) operators.to(accountRoom(id)).emit('assigned', news);
    for (const id of visitors) {
      // Of another node's watchers nothing is known here; a room without anybody costs one query.
      if (!this.#deps.cluster && !operators.adapter.rooms.has(conversationRoom(id))) continue;
      const visitor = await this.readCard(id);
      if (visitor) operators.to(conversationRoom(id)).emit('visitor', { conversation: id, visitor });
    }
    if (colleagues) operators.emit('presence', { colleagues: await colleagues() });
  }

  async #isVisitorOnline(conversationId: string): Promise<boolean> {
    const { widget, cluster } = this.#deps;
    const room = conversationRoom(conversationId);
    if (widget.adapter.rooms.has(room)) return true;
    if (!cluster) return false;
    // A node that has just died does not answer; then nobody is said to be there.
    return widget
      .in(room)
      .fetchSockets()
      .then(
        (sockets) => sockets.length > 0,
        () => false,
      );
  }
}
