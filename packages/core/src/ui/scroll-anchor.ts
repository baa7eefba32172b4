import type { ChatClient } from '../client/chat-client.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';
import { findLast } from './find-last.ts';

/** The state of a scrolling list. */
export interface ScrollAnchorState {
  /** Whether the end of the conversation is in view. The list then follows new messages. */
  readonly atEnd: boolean;
  /** The number of messages of others since the visitor scrolled away from the end. */
  readonly newCount: number;
}

/** The options of a scroll anchor. */
export interface ScrollAnchorOptions {
  /** Whether older messages are loaded when the visitor scrolls near the start. Default `true`. */
  readonly loadOlder?: boolean | undefined;
}

/** Keeps the reader's position in a scrolling list of messages. */
export interface ScrollAnchor extends Readable<ScrollAnchorState> {
  /** Sets the scrolling element, or `null`. Setting the same element again does nothing. */
  attach(element: HTMLElement | null): void;
  /** Scrolls to the end and follows new messages again. */
  scrollToEnd(behavior?: ScrollBehavior): void;
  /**
   * Scrolls to a message, such as the first unread one, and stops following the end. If its row is not rendered yet,
   * scrolls to it once it is.
   */
  scrollToMessage(id: string, behavior?: ScrollBehavior): void;
}

/** Within this distance the list counts as being at the end, in px. */
const END_SLACK = 24;
/** Within this distance from the start older messages are loaded, in px. */
const START_REACH = 200;

/** The attribute that identifies the row of a message; `getMessageProps()` sets it. */
export const MESSAGE_ID_ATTRIBUTE = 'data-message-id';

const isFromOther = (message: Message) => message.from.kind !== 'visitor';

/** The first visible row, found by binary search, because rows are in order. */
function findFirstVisible(list: HTMLElement): HTMLElement | null {
  const rows = list.querySelectorAll<HTMLElement>(`[${MESSAGE_ID_ATTRIBUTE}]`);
  const { top } = list.getBoundingClientRect();
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as HTMLElement).getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  return rows[low] ?? null;
}

/**
 * Follows the end of the list while the reader is there. Elsewhere it keeps the reader's position, also when older
 * messages are added above, and counts new messages.
 *
 * The position is kept by the first visible row instead of the browser's scroll anchoring, which Safari lacks and which
 * does not work at the very top, where older messages are added.
 *
 * @example
 * const anchor = createScrollAnchor(chat);
 * anchor.subscribe(({ atEnd, newCount }) => render(atEnd, newCount));
 */
export function createScrollAnchor(client: ChatClient, options: ScrollAnchorOptions = {}): ScrollAnchor {
  const { loadOlder = true } = options;
  const subscribers = new Subscribers<ScrollAnchorState>();
  let state: ScrollAnchorState = { atEnd: true, newCount: 0 };
  let list: HTMLElement | null = null;
  let detach: Unsubscribe | undefined;
  let lastTop = 0;
  let held: { row: HTMLElement; offset: number } | null = null;
  let lastSeen: string | undefined;
  let lastOwn: string | undefined;
  let wanted: { readonly id: string; readonly behavior: ScrollBehavior } | null = null;

  function set(next: ScrollAnchorState): void {
    if (next.atEnd === state.atEnd && next.newCount === state.newCount) return;
    state = next;
    subscribers.notify(() => state);
  }

  const offsetOf = (row: HTMLElement, container: HTMLElement) =>
    row.getBoundingClientRect().top - container.getBoundingClientRect().top;

  function hold(container: HTMLElement): void {
    const row = state.atEnd ? null : findFirstVisible(container);
    held = row && { row, offset: offsetOf(row, container) };
  }

  function askForOlder(container: HTMLElement): void {
    const { hasOlder, isLoadingOlder, error } = client.history.get();
    const nearStart = container.clientHeight > 0 && container.scrollTop < START_REACH;
    if (loadOlder && nearStart && hasOlder && !isLoadingOlder && !error) void client.loadOlder();
  }

  function onScroll(): void {
    if (!list) return;
    const top = list.scrollTop;
    const isNearEnd = list.scrollHeight - top - list.clientHeight <= END_SLACK;
    // Only the reader scrolls up; growing content and this code scroll down.
    const atEnd = isNearEnd || (state.atEnd && top >= lastTop);
    lastTop = top;
    setAtEnd(atEnd);
    hold(list);
    askForOlder(list);
  }

  function setAtEnd(atEnd: boolean): void {
    if (atEnd) lastSeen = findLast(client.messages.get(), isFromOther)?.id;
    set({ atEnd, newCount: atEnd ? 0 : state.newCount });
  }

  /** Scrolls to the requested message if its row is rendered. */
  function goToWanted(container: HTMLElement): boolean {
    if (!wanted) return false;
    const { id, behavior } = wanted;
    const rows = container.querySelectorAll<HTMLElement>(`[${MESSAGE_ID_ATTRIBUTE}]`);
    const row = [...rows].find((each) => each.getAttribute(MESSAGE_ID_ATTRIBUTE) === id);
    if (!row) return false;
    wanted = null;
    set({ ...state, atEnd: false });
    container.scrollTo({ top: container.scrollTop + offsetOf(row, container), behavior });
    // If the position does not change there is no scroll event. A smooth scroll has only started here.
    if (behavior !== 'smooth') onScroll();
    return true;
  }

  /** Called after the content or the box has changed its size, before the next paint. */
  function settle(): void {
    if (!list || goToWanted(list)) return;
    if (state.atEnd) list.scrollTop = list.scrollHeight;
    else if (held?.row.isConnected) list.scrollTop += offsetOf(held.row, list) - held.offset;
    lastTop = list.scrollTop;
    hold(list);
    askForOlder(list);
  }

  function onMessages(messages: readonly Message[]): void {
    const last = messages.at(-1);
    if (last && !isFromOther(last) && last.delivery === 'pending' && last.id !== lastOwn) {
      // After sending, the visitor wants to see their message, wherever they have scrolled.
      lastOwn = last.id;
      setAtEnd(true);
      return;
    }
    if (state.atEnd) {
      setAtEnd(true);
      return;
    }
    let newCount = 0;
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const message = messages[index] as Message;
      if (message.id === lastSeen) break;
      if (isFromOther(message)) newCount += 1;
    }
    set({ atEnd: false, newCount });
  }

  function observe(element: HTMLElement): Unsubscribe {
    element.style.overflowAnchor = 'none';
    // The first messages of an element do not count as new, and its start position is the end.
    setAtEnd(true);
    const onMutation = new MutationObserver(settle);
    onMutation.observe(element, { childList: true, subtree: true, characterData: true });
    const onResize = typeof ResizeObserver === 'function' ? new ResizeObserver(settle) : null;
    onResize?.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    // Images change their size when they load; the event does not bubble.
    element.addEventListener('load', settle, true);
    const stop = client.messages.subscribe(onMessages);
    return () => {
      stop();
      onMutation.disconnect();
      onResize?.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('load', settle, true);
    };
  }

  return {
    get: () => state,
    subscribe(listener) {
      return subscribers.add(listener);
    },
    attach(element) {
      if (element === list) return;
      detach?.();
      list = element;
      held = null;
      detach = element ? observe(element) : undefined;
      settle();
    },
    scrollToEnd(behavior = 'auto') {
      wanted = null;
      setAtEnd(true);
      list?.scrollTo({ top: list.scrollHeight, behavior });
    },
    scrollToMessage(id, behavior = 'auto') {
      wanted = { id, behavior };
      if (list) goToWanted(list);
    },
  };
}
