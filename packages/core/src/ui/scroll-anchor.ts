import type { ChatClient } from '../client/chat-client.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';
import { findLast } from './find-last.ts';

/** Where a list stands. */
export interface ScrollAnchorState {
  /** Whether the end of the conversation is in view, and followed. */
  readonly atEnd: boolean;
  /** Messages of others that came since the visitor scrolled away from the end. */
  readonly newCount: number;
}

/** What a scroll anchor holds on to. */
export interface ScrollAnchorOptions {
  /** Whether older messages are loaded when the visitor comes near the start. Default `true`. */
  readonly loadOlder?: boolean | undefined;
}

/** Keeps a scrolling list of messages where its reader wants it. */
export interface ScrollAnchor extends Readable<ScrollAnchorState> {
  /** Takes care of an element, or of none. The element it already has costs nothing. */
  attach(element: HTMLElement | null): void;
  /** Goes to the end, and follows it again. */
  scrollToEnd(behavior?: ScrollBehavior): void;
  /**
   * Goes to a message, such as the first unread one, and leaves the end for it. One whose row is not there yet
   * is gone to as soon as it is.
   */
  scrollToMessage(id: string, behavior?: ScrollBehavior): void;
}

/** As near to the end as this still counts as being there, in px. */
const END_SLACK = 24;
/** As near to the start as this asks for older messages, in px. */
const START_REACH = 200;

/** The attribute by which a row is found again; `getMessageProps()` sets it. */
export const MESSAGE_ID_ATTRIBUTE = 'data-message-id';

const isFromOther = (message: Message) => message.from.kind !== 'visitor';

/** The first row that is in view. The rows stand in order, so a binary search finds it. */
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
 * Follows the end while the reader is there; holds the place while the reader is elsewhere, also
 * when older messages come in above; counts what came meanwhile.
 *
 * The place is held by the row in view, not by the browser's own anchoring, which Safari lacks and
 * which gives up at the very top, where older messages arrive.
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
    // Only the reader scrolls up; what grows or is scrolled by us moves the other way.
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

  /** Goes to the message that is wanted, if its row is there. */
  function goToWanted(container: HTMLElement): boolean {
    if (!wanted) return false;
    const { id, behavior } = wanted;
    const rows = container.querySelectorAll<HTMLElement>(`[${MESSAGE_ID_ATTRIBUTE}]`);
    const row = [...rows].find((each) => each.getAttribute(MESSAGE_ID_ATTRIBUTE) === id);
    if (!row) return false;
    wanted = null;
    set({ ...state, atEnd: false });
    container.scrollTo({ top: container.scrollTop + offsetOf(row, container), behavior });
    // Where nothing moves no event comes, and the row may stand at the end already; a smooth way has only begun.
    if (behavior !== 'smooth') onScroll();
    return true;
  }

  /** After the content or the box has changed its size, and before it is painted. */
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
      // Who sends wants to see it, wherever they have scrolled to.
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
    // The page of messages an element shows first is not new; where they stand is the end.
    setAtEnd(true);
    const onMutation = new MutationObserver(settle);
    onMutation.observe(element, { childList: true, subtree: true, characterData: true });
    const onResize = typeof ResizeObserver === 'function' ? new ResizeObserver(settle) : null;
    onResize?.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    // Images grow when they load; their event does not bubble.
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
