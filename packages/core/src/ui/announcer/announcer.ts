import type { ChatClient } from '../../client/chat-client.types.ts';
import { englishTexts } from '../../texts/english-texts.ts';
import type { Texts } from '../../texts/texts.types.ts';
import { announceConnection } from './announce-connection.ts';
import { announceFailures } from './announce-failures.ts';
import { announceFeedback } from './announce-feedback.ts';
import { announceMessages } from './announce-messages.ts';
import { announceQueued } from './announce-queued.ts';
import { announceStop } from './announce-stop.ts';
import { announceThinking } from './announce-thinking.ts';
import { type AnnouncementSource, type Announcer, createSpeaker } from './create-speaker.ts';
import type { AnnouncerClock } from './live-regions.ts';

/** The options of an announcer. */
export interface AnnouncerOptions {
  /** The strings of the interface. Default: English. */
  readonly texts?: Texts | undefined;
  /** The bot's name for messages without one. Default: the title in the bot's settings. */
  readonly botName?: (() => string | undefined) | undefined;
  /** Replaces the system clock in tests. */
  readonly clock?: AnnouncerClock | undefined;
}

const ANNOUNCEMENTS = [
  announceMessages,
  announceFailures,
  announceThinking,
  announceStop,
  announceQueued,
  announceFeedback,
  announceConnection,
];

/**
 * Creates an announcer for screen readers: messages, thinking, failures and the connection. The visible list is not a
 * live region (`getLogProps()`), so that nothing is announced twice.
 *
 * @example
 * const stop = createAnnouncer(chat).attach(document.querySelector('#announcer'));
 */
export function createAnnouncer(client: ChatClient, options: AnnouncerOptions = {}): Announcer {
  const { texts = englishTexts, clock, botName = () => client.bot.get().title } = options;
  const sources = ANNOUNCEMENTS.map(
    (announce): AnnouncementSource =>
      (speaker) =>
        announce({ ...speaker, client, texts, botName }),
  );
  return createSpeaker(sources, clock);
}
