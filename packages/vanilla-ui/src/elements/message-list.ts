import type { Message } from '@connective-chat/core';
import { describePending } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { createQuickReplies } from './answers/quick-replies.ts';
import { bindText } from './bind-text.ts';
import { SCROLL_PARTS } from './lazy-parts.ts';
import { MessageRow } from './message-row.ts';
import { midnightOf } from './midnight-of.ts';
import { sameGroup } from './same-group.ts';
import { createThinkingRow } from './thinking-row.ts';
import { tickOf } from './tick-of.ts';
import type { ToEndButton } from './to-end-button.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** How many rows are rendered first: more than most panels show, because each costs time before the first paint. */
const FIRST = 24;
/** How many rows a scroll to the top adds; with more than twice as many, a list whose end is followed starts again. */
const WINDOW = 60;

/** Within this distance the list counts as being at its end, in px. */
const END_MARGIN = 24;

/**
 * The messages, of which only a window is rendered. The scroller is laid out from its end (`column-reverse`), so the
 * browser keeps the end in view and rows added at the top move nothing: no scroll position is read or corrected when a
 * message arrives.
 */
export class MessageList {
  readonly element: HTMLElement;
  readonly #context: WidgetContext;
  readonly #scope: Scope;
  readonly #rows = new Map<string, MessageRow>();
  readonly #list = h('ol', { class: 'rows' });
  readonly #empty: HTMLElement;
  readonly #older: HTMLElement;
  readonly #scroller: HTMLElement;
  /** Loaded when the visitor first scrolls up. */
  #toEndButton: ToEndButton | null = null;
  #ids: readonly string[] = [];
  /** The first rendered row. The client may have earlier messages. */
  #firstId: string | undefined;
  /** The line above the first unread message. */
  #unreadLine: Element | null = null;
  #atEnd = true;
  #missed = 0;
  #settled = false;
  /** The row that shows why messages are waiting, and its text. */
  #noted: MessageRow | null = null;
  #reason: string | null = null;
  #observeTopAgain: () => void = () => {};

  constructor(context: WidgetContext, scope: Scope) {
    this.#context = context;
    this.#scope = scope;
    const { client, t } = context;
    const top = h('div', { class: 'sentinel' });
    const end = h('div', { class: 'sentinel end' });
    const retry = () => void client.loadOlder();
    this.#older = h(
      'div',
      { class: 'older', hidden: true },
      h('span', { class: 'spinner', role: 'img', 'aria-label': t('loadingHistory') }),
      h(
        'p',
        { class: 'older-failed' },
        t('olderFailed'),
        ' ',
        h('button', { type: 'button', class: 'link', on: { click: retry } }, t('retry')),
      ),
    );
    const title = h('p', { class: 'empty-title' });
    const invitation = h('p');
    bindText(context, scope, title, 'emptyTitle');
    bindText(context, scope, invitation, 'emptyText');
    this.#empty = h(
      'div',
      { class: 'empty', part: 'empty', hidden: true },
      h('slot', { name: 'empty' }, title, invitation),
    );
    const flow = h(
      'div',
      { class: 'flow' },
      top,
      this.#older,
      this.#empty,
      this.#list,
      createThinkingRow(context, scope),
      createQuickReplies(context, scope),
      end,
    );
    this.#scroller = h('div', { class: 'scroller', role: 'region', tabindex: '0' }, flow);
    bindText(context, scope, this.#scroller, 'messages', 'aria-label');
    this.element = h('div', { class: 'body', part: 'body' }, this.#scroller);

    this.#watch(top, end, scope);
    scope.listen(this.#list, 'click', (event: MouseEvent) => this.#toggleTime(event));
    scope.own(() => {
      for (const row of this.#rows.values()) row.remove();
    });
    scope.bind(client.messageIds, (ids) => this.#sync(ids));
    scope.own(client.read.subscribe(() => this.#showTicks()));
    scope.bind(client.history, () => this.#showHistory());
    scope.own(
      client.connection.subscribe(() => {
        this.#showHistory();
        this.#showWaiting();
      }),
    );
    scope.own(client.messages.subscribe(() => this.#refresh()));
  }

  /** Whether the visitor sees the newest message. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Called after each change of `atEnd`. */
  onEnd: (atEnd: boolean) => void = () => {};

  /** Scrolls to the first unread message, and inserts a line above it unless it is the first message. */
  scrollToUnread(id: string, line: Element | null): void {
    this.removeUnreadLine();
    const { client } = this.#context;
    const index = this.#ids.indexOf(id);
    if (index < 0 || (index === 0 && !client.history.get().hasOlder)) return;
    if (!this.#rows.has(id)) {
      this.#firstId = this.#ids[Math.max(0, index - 1)];
      this.#render();
    }
    const row = this.#rows.get(id)?.element;
    if (!row) return;
    this.#unreadLine = line;
    if (line) row.prepend(line);
    const scroller = this.#scroller;
    // `offsetTop`, because rectangles change during the opening animation of the panel.
    scroller.scrollTop = row.offsetTop;
    // Set before the observer runs, because a message out of view must not count as read.
    const atEnd = scroller.scrollTop > -END_MARGIN;
    if (!atEnd) this.#missed = client.unread.get();
    this.#setAtEnd(atEnd);
  }

  /** Removes the line after the unread messages were seen. */
  removeUnreadLine(): void {
    this.#unreadLine?.remove();
    this.#unreadLine = null;
  }

  toEnd(): void {
    // The layout starts at the end, which is therefore at position 0.
    this.#scroller.scrollTo({ top: 0, behavior: 'smooth' });
    // The button disappears at the end, so the focus moves to the list.
    if (this.#toEndButton?.element.matches(':focus')) this.#scroller.focus({ preventScroll: true });
  }

  #watch(top: Element, end: Element, scope: Scope): void {
    if (typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (target === end) this.#setAtEnd(isIntersecting);
          else if (isIntersecting) this.#loadBefore();
        }
      },
      { root: this.#scroller, rootMargin: `240px 0px ${END_MARGIN}px` },
    );
    observer.observe(top);
    observer.observe(end);
    scope.own(() => observer.disconnect());
    // The observer reports a sentinel that stays in view only once: observe it again after rows were added before it.
    this.#observeTopAgain = () => {
      observer.unobserve(top);
      observer.observe(top);
    };
    scope.own(
      this.#context.client.history.subscribe(({ isLoadingOlder }) => !isLoadingOlder && this.#observeTopAgain()),
    );
  }

  #setAtEnd(atEnd: boolean): void {
    if (this.#atEnd === atEnd) return;
    this.#atEnd = atEnd;
    if (atEnd) {
      this.#missed = 0;
      this.#sync(this.#ids);
    }
    this.#showToEnd();
    this.onEnd(atEnd);
  }

  /** The top is in view: renders earlier messages of the client, or loads the page before them. */
  #loadBefore(): void {
    const start = this.#firstId === undefined ? 0 : this.#ids.indexOf(this.#firstId);
    if (start > 0) {
      this.#firstId = this.#ids[Math.max(0, start - WINDOW)];
      this.#render();
      this.#observeTopAgain();
      return;
    }
    const { client } = this.#context;
    if (this.#ids.length > 0 && client.can('loadOlder').ok && !client.history.get().error) void client.loadOlder();
  }

  #sync(ids: readonly string[]): void {
    const before = this.#ids;
    this.#ids = ids;
    const grown = ids.length - before.length;
    if (!this.#atEnd && grown > 0 && before.length > 0 && before.at(-1) !== ids.at(-1)) {
      const added = ids.slice(before.length - ids.length);
      this.#missed += added.filter((id) => !this.#isOwn(id)).length;
      if (this.#isOwn(ids.at(-1) as string)) this.toEnd();
      this.#showToEnd();
    }
    const start = this.#firstId === undefined ? -1 : ids.indexOf(this.#firstId);
    const length = start < 0 ? Number.POSITIVE_INFINITY : ids.length - start;
    // While the end is followed the window moves; while the visitor reads above, it only grows.
    if (start < 0 || (this.#atEnd && length > 2 * WINDOW)) this.#firstId = ids[Math.max(0, ids.length - FIRST)];
    // A page was loaded before the first row, while the reader waits at the top.
    else if (start > 0 && before[0] === this.#firstId) this.#firstId = ids[Math.max(0, start - WINDOW)];
    this.#render();
  }

  /** Something in the messages has changed: a delivery state, a time, a text. */
  #refresh(): void {
    let isArranged = true;
    for (const row of this.#rows.values()) {
      const { midnight, visible } = row;
      row.refresh();
      isArranged &&= row.midnight === midnight && row.visible === visible;
    }
    if (!isArranged) this.#arrange();
    this.#showTicks();
  }

  #render(): void {
    const shown = this.#ids.slice(this.#start);
    const keep = new Set(shown);
    for (const [id, row] of this.#rows) {
      if (keep.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    if (this.#list.firstElementChild && shown[0] !== undefined && !this.#rows.has(shown[0]))
      this.#pauseScrollAnchoring();
    const newest = shown.at(-1);
    const follows = newest === undefined || this.#rows.has(newest) || this.#atEnd || this.#isOwn(newest);
    const keepPlace = follows ? () => {} : this.#holdReader();
    const animated = this.#settled && shown.length - this.#rows.size <= 3;
    let cursor: Element | null = this.#list.firstElementChild;
    for (const id of shown) {
      const known = this.#rows.get(id);
      const row = known ?? this.#add(id);
      if (!row) continue;
      known?.refresh();
      if (row.element === cursor) cursor = cursor.nextElementSibling;
      else this.#list.insertBefore(row.element, cursor);
      if (!known && animated && cursor === null) row.element.classList.add('enter');
    }
    this.#arrange();
    this.#showTicks();
    this.#showHistory();
    keepPlace();
  }

  /**
   * Call before rows are added below a reader who has scrolled up. The scroll position is counted from the end, so
   * these rows would move the view. Browsers with scroll anchoring correct that unless it is paused; Safari has none.
   *
   * @returns corrects the scroll position; call it after the rows were added
   */
  #holdReader(): () => void {
    const last = this.#list.lastElementChild;
    if (!last) return () => {};
    this.#pauseScrollAnchoring();
    const { bottom } = last.getBoundingClientRect();
    return () => {
      const moved = last.isConnected ? last.getBoundingClientRect().bottom - bottom : 0;
      if (moved) this.#scroller.scrollBy({ top: moved, behavior: 'instant' });
    };
  }

  /**
   * Call before rows are added at the top. The scroll position is counted from the end and stays correct, but scroll
   * anchoring counts from the top and would move the view, so it is off until the rows are laid out.
   */
  #pauseScrollAnchoring(): void {
    const { style } = this.#scroller;
    style.setProperty('overflow-anchor', 'none');
    requestAnimationFrame(() => requestAnimationFrame(() => style.removeProperty('overflow-anchor')));
  }

  /** The index of the first rendered row. */
  get #start(): number {
    return this.#firstId === undefined ? 0 : Math.max(0, this.#ids.indexOf(this.#firstId));
  }

  #isOwn = (id: string) => this.#context.client.message(id).get()?.from.kind === 'visitor';

  #add(id: string): MessageRow | null {
    const message = this.#context.client.message(id).get();
    if (!message) return null;
    const row = new MessageRow(message, this.#context);
    this.#rows.set(id, row);
    return row;
  }

  /** Marks groups of messages of one author, and the first message of each day. */
  #arrange(): void {
    const { texts, now } = this.#context;
    const start = this.#start;
    const shown = this.#ids.slice(start);
    const rows = shown.flatMap((id) => this.#rows.get(id) ?? []).filter(({ visible }) => visible);
    const today = new Date(now());
    let before: Message | undefined =
      start > 0 ? this.#context.client.message(this.#ids[start - 1] as string).get() : undefined;
    let dayBefore = before && midnightOf(before);
    for (const [index, row] of rows.entries()) {
      const { message, midnight } = row;
      const next = rows[index + 1];
      row.place({
        first: before === undefined || dayBefore !== midnight || !sameGroup(before, message),
        last: next === undefined || next.midnight !== midnight || !sameGroup(message, next.message),
        day: dayBefore === midnight ? null : texts.day(new Date(message.at), today),
      });
      before = message;
      dayBefore = midnight;
    }
  }

  #showTicks(): void {
    const { client } = this.#context;
    const { operator } = client.read.get();
    let answered = 0;
    for (const id of [...this.#rows.keys()].reverse()) {
      const row = this.#rows.get(id);
      if (!row) continue;
      const { from, seq = 0, delivery } = row.message;
      if (from.kind !== 'visitor') answered = Math.max(answered, seq);
      else row.setTick(tickOf(delivery, seq, operator, answered));
    }
    this.#showWaiting();
  }

  /** Shows at the newest waiting message why messages are waiting. */
  #showWaiting(): void {
    const { client, texts, announce } = this.#context;
    const connection = client.connection.get();
    let reason: string | null = null;
    let newest: MessageRow | null = null;
    for (const row of this.#rows.values()) {
      if (row.message.from.kind !== 'visitor' || row.message.delivery !== 'pending') continue;
      newest = row;
      reason ??= describePending(row.message, connection, texts);
    }
    const noted = reason === null ? null : newest;
    if (noted !== this.#noted) this.#noted?.setNote(null);
    noted?.setNote(reason);
    if (reason !== null && reason !== this.#reason) announce(reason);
    this.#noted = noted;
    this.#reason = reason;
  }

  #showHistory(): void {
    const { status, isLoadingOlder, error } = this.#context.client.history.get();
    const refused = this.#context.client.connection.get().status === 'refused';
    const loading = isLoadingOlder || (status === 'loading' && this.#ids.length === 0 && !refused);
    this.#older.hidden = !loading && !error;
    this.#older.classList.toggle('failed', Boolean(error) && !loading);
    // The empty state invites to write, which is not possible after a refusal.
    this.#empty.hidden = this.#ids.length > 0 || status === 'loading' || refused;
    if (status === 'ready') this.#settled = true;
  }

  #showToEnd(): void {
    if (this.#toEndButton) this.#toEndButton.show(this.#atEnd, this.#missed);
    else if (!this.#atEnd) {
      SCROLL_PARTS.load().then(
        (parts) => this.#addToEnd(parts),
        // Without the button the visitor scrolls; the next change loads it again.
        () => {},
      );
    }
  }

  #addToEnd({ ToEndButton }: NonNullable<typeof SCROLL_PARTS.loaded>): void {
    if (this.#toEndButton || this.#scope.ended) return;
    this.#toEndButton = new ToEndButton(this.#context, () => this.toEnd());
    this.#toEndButton.show(this.#atEnd, this.#missed);
    this.element.append(this.#toEndButton.element);
  }

  /** Touch screens have no hover, so a tap on a bubble shows and hides its time. */
  #toggleTime({ target }: MouseEvent): void {
    if (!(target instanceof Element) || target.closest('a, button, textarea')) return;
    target.closest('.bubble')?.closest('.row')?.classList.toggle('timed');
  }
}
