import type { ChatClient } from '../client/chat-client.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Unsubscribe } from '../lib/readable.ts';
import type { Clock } from '../platform/platform.types.ts';
import { describeBody, describeMessage } from './describe-message.ts';
import { findLast } from './find-last.ts';
import { englishLabels } from './labels/english.ts';
import type { Labels } from './labels/labels.types.ts';

/** More than this at once is told as a number: nobody wants a page of history read out. */
const MAX_TOLD_ONE_BY_ONE = 3;
/** How long a sentence stays in the page; readers have taken it by then. */
const KEPT_MS = 1_000;
/** Answers that come at once need no word about the thinking before them. */
const THINKING_DELAY_MS = 500;
/** How far apart the stages of one thinking are told. */
const STAGE_INTERVAL_MS = 5_000;
/** A drop that heals faster than this is not worth a word. */
const RECONNECTING_DELAY_MS = 3_000;

/** How and when an announcer speaks. */
export interface AnnouncerOptions {
  readonly labels?: Labels;
  /** For tests. */
  readonly clock?: Pick<Clock, 'now' | 'setTimeout' | 'clearTimeout'>;
}

/** Says for screen readers what happens in a chat. */
export interface Announcer {
  /**
   * Speaks through an element that the UI keeps off screen (see `getAnnouncerProps()`). It makes its
   * two live regions inside, empty, and fills them by hand: a sentence costs no render.
   *
   * @returns ends it, and empties the element
   */
  attach(element: HTMLElement): Unsubscribe;
}

const systemClock: NonNullable<AnnouncerOptions['clock']> = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** A timer that can be set once at a time. */
function createTimer(clock: NonNullable<AnnouncerOptions['clock']>) {
  let handle: unknown;
  let pending = false;
  return {
    get pending() {
      return pending;
    },
    start(ms: number, task: () => void) {
      this.stop();
      pending = true;
      handle = clock.setTimeout(() => {
        pending = false;
        task();
      }, ms);
    },
    stop() {
      if (pending) clock.clearTimeout(handle);
      pending = false;
    },
  };
}

/** One live region: sentences are added, and taken out again once they were heard. */
function createRegion(parent: HTMLElement, politeness: 'polite' | 'assertive', clock: typeof systemClock) {
  const region = parent.ownerDocument.createElement('div');
  // The same as role=log (or alert), without the role: that one names the conversation itself.
  region.setAttribute('aria-live', politeness);
  region.setAttribute('aria-relevant', 'additions');
  region.setAttribute('aria-atomic', 'false');
  parent.append(region);
  const timers = new Set<unknown>();
  return {
    say(sentence: string) {
      if (!sentence) return;
      const item = parent.ownerDocument.createElement('p');
      item.dir = 'auto';
      item.textContent = sentence;
      region.append(item);
      const timer = clock.setTimeout(() => {
        timers.delete(timer);
        item.remove();
      }, KEPT_MS);
      timers.add(timer);
    },
    remove() {
      for (const timer of timers) clock.clearTimeout(timer);
      region.remove();
    },
  };
}

type Region = ReturnType<typeof createRegion>;

/** Messages of others: one by one, many at once as a number, a streamed one when it is complete. */
function announceMessages(client: ChatClient, labels: Labels, polite: Region): Unsubscribe {
  const worthTelling = (message: Message) => message.from.kind !== 'visitor' && !message.streaming;
  let lastTold = findLast(client.messages.get(), worthTelling)?.id;

  return client.messages.subscribe((messages) => {
    const news: Message[] = [];
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      const message = messages[index] as Message;
      if (message.id === lastTold) break;
      if (worthTelling(message)) news.unshift(message);
    }
    lastTold = news.at(-1)?.id ?? lastTold;
    if (news.length > MAX_TOLD_ONE_BY_ONE) polite.say(labels.manyMessages(news.length));
    else for (const message of news) polite.say(describeMessage(message, labels));
  });
}

/** A message that failed: at once, and with its words, for the focus may be far from it. */
function announceFailures(client: ChatClient, labels: Labels, assertive: Region): Unsubscribe {
  const failuresOf = (messages: readonly Message[]) =>
    messages.filter(({ delivery }) => delivery === 'failed' || delivery === 'expired');
  let told = new Set(failuresOf(client.messages.get()).map(({ id }) => id));

  return client.messages.subscribe((messages) => {
    const failures = failuresOf(messages);
    for (const { id, body, error } of failures) {
      if (!told.has(id)) assertive.say(labels.notSent(describeBody(body, labels), error?.message ?? ''));
    }
    // Who tries again and fails again is told again.
    told = new Set(failures.map(({ id }) => id));
  });
}

/** Thinking: once it lasts, then its stages, never in a hurry. Its end is the answer itself. */
function announceThinking(client: ChatClient, labels: Labels, polite: Region, clock: typeof systemClock): Unsubscribe {
  const timer = createTimer(clock);
  let lastText = '';
  let lastToldAt = Number.NEGATIVE_INFINITY;
  const tell = () => {
    const thinking = client.thinking.get();
    const text = thinking && (thinking.text || labels.thinking);
    if (!text || text === lastText) return;
    lastText = text;
    lastToldAt = clock.now();
    polite.say(text);
  };
  const follow = () => {
    if (!client.thinking.get()) {
      timer.stop();
      lastText = '';
      lastToldAt = Number.NEGATIVE_INFINITY;
    } else if (!timer.pending) {
      timer.start(lastText ? Math.max(0, lastToldAt + STAGE_INTERVAL_MS - clock.now()) : THINKING_DELAY_MS, tell);
    }
  };
  follow();
  const stops = [
    client.thinking.subscribe(follow),
    client.overdue.subscribe((overdue) => overdue && polite.say(labels.overdue)),
    () => timer.stop(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** A lost connection that does not come back at once; its return only where the loss was told. */
function announceConnection(
  client: ChatClient,
  labels: Labels,
  polite: Region,
  clock: typeof systemClock,
): Unsubscribe {
  const timer = createTimer(clock);
  let told = false;
  const follow = () => {
    const { status } = client.connection.get();
    if (status === 'reconnecting') {
      if (told || timer.pending) return;
      timer.start(RECONNECTING_DELAY_MS, () => {
        told = true;
        polite.say(labels.reconnecting);
      });
      return;
    }
    timer.stop();
    if (status === 'online' && told) polite.say(labels.reconnected);
    if (status !== 'connecting') told = false;
  };
  follow();
  const stop = client.connection.subscribe(follow);
  return () => {
    stop();
    timer.stop();
  };
}

/**
 * Makes what speaks to screen readers. The list that is seen stays silent (`getLogProps()`), so
 * that nothing is read twice.
 *
 * @example
 * const stop = createAnnouncer(chat).attach(document.querySelector('#announcer'));
 */
export function createAnnouncer(client: ChatClient, options: AnnouncerOptions = {}): Announcer {
  const { labels = englishLabels, clock = systemClock } = options;
  return {
    attach(element) {
      const polite = createRegion(element, 'polite', clock);
      const assertive = createRegion(element, 'assertive', clock);
      const stops = [
        announceMessages(client, labels, polite),
        announceFailures(client, labels, assertive),
        announceThinking(client, labels, polite, clock),
        announceConnection(client, labels, polite, clock),
        polite.remove,
        assertive.remove,
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
