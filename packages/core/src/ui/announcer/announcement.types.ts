import type { ChatClient } from '../../client/chat-client.types.ts';
import type { Texts } from '../../texts/texts.types.ts';
import type { AnnouncerClock, Urgency } from './live-regions.ts';

/** What all kinds of announcements need. */
export interface AnnouncementContext {
  readonly client: ChatClient;
  readonly texts: Texts;
  readonly clock: AnnouncerClock;
  botName(): string | undefined;
  say(sentence: string, urgency?: Urgency): void;
}
