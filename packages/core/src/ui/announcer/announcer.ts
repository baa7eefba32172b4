import type { ChatClient } from '../../client/chat-client.types.ts';
import type { Unsubscribe } from '../../lib/readable.ts';
import { englishTexts } from '../../texts/english-texts.ts';
import type { Texts } from '../../texts/texts.types.ts';
import { announceConnection } from './announce-connection.ts';
import { announceFailures } from './announce-failures.ts';
import { announceMessages } from './announce-messages.ts';
import { announceThinking } from './announce-thinking.ts';
import type { AnnouncementContext } from './announcement.types.ts';
import { type AnnouncerClock, LiveRegions, type Urgency } from './live-regions.ts';

/** The options of an announcer. */
export interface AnnouncerOptions {
  /** The strings of the interface. Default: English. */
  readonly texts?: Texts | undefined;
  /** The bot's name for messages without one. Default: the title in the bot's settings. */
  readonly botName?: (() => string | undefined) | undefined;
  /** Replaces the system clock in tests. */
  readonly clock?: AnnouncerClock | undefined;
}

/** Announces the events of a chat to screen readers. */
export interface Announcer {
  /**
   * Starts the announcements in an element that is visually hidden (see `getAnnouncerProps()`). It adds two empty live
   * regions to the element and writes to them directly, so an announcement causes no render. Calling it again moves
   * them to another element.
   *
   * @returns stops the announcements and empties the element
   */
  attach(element: HTMLElement): Unsubscribe;
  /** Announces a sentence of your own; does nothing while no element is attached. */
  say(sentence: string, urgency?: Urgency): void;
}

const systemClock: AnnouncerClock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

const ANNOUNCEMENTS = [announceMessages, announceFailures, announceThinking, announceConnection];

/**
 * Creates an announcer for screen readers: messages, thinking, failures and the connection. The visible list is not a
 * live region (`getLogProps()`), so that nothing is announced twice.
 *
 * @example
 * const stop = createAnnouncer(chat).attach(document.querySelector('#announcer'));
 */
export function createAnnouncer(client: ChatClient, options: AnnouncerOptions = {}): Announcer {
  const { texts = englishTexts, clock = systemClock, botName = () => client.bot.get().title } = options;
  let detach: Unsubscribe = () => {};
  let regions: LiveRegions | null = null;
  const say: Announcer['say'] = (sentence, urgency) => regions?.say(sentence, urgency);

  return {
    say,
    attach(element) {
      detach();
      const own = new LiveRegions(element, clock);
      regions = own;
      const context: AnnouncementContext = { client, texts, clock, botName, say };
      const stops = ANNOUNCEMENTS.map((announce) => announce(context));
      let attached = true;
      detach = () => {
        if (!attached) return;
        attached = false;
        for (const stop of stops) stop();
        own.remove();
        if (regions === own) regions = null;
      };
      return detach;
    },
  };
}
