import type { AnnouncementSource } from '@connective-chat/core/ui';
import { StreamedAnswers } from '@connective-chat/core/ui';
import type { Desk } from '../store/desk.types.ts';
import type { DeskEvent } from '../store/desk-events.types.ts';
import type { DeskState } from '../store/desk-state.types.ts';

/** What the announcements of a desk need. */
export interface TalkAnnouncements {
  readonly desk: Pick<Desk, 'store' | 'onEvent'>;
  /** The author of streamed answers. */
  readonly bot: string;
  describe(event: DeskEvent, state: DeskState): string;
}

/** Announces the events of a desk, and the streamed answers of the dialog in view sentence by sentence. */
export const announceTalk =
  ({ desk: { store, onEvent }, bot, describe }: TalkAnnouncements): AnnouncementSource =>
  (speaker) => {
    const answers = new StreamedAnswers(speaker);
    const follow = ({ talks, selected }: DeskState) => {
      const talk = selected === null ? undefined : talks.get(selected);
      for (const { id, text } of talk?.answers ?? []) {
        answers.write({ id, body: { type: 'text', format: 'markdown', text } }, bot);
      }
    };
    const stops = [
      store.subscribe(follow),
      onEvent((event) => {
        const said = event.type === 'message' ? answers.finish(event.message, '') : null;
        speaker.say(said ?? describe(event, store.getState()));
      }),
      () => answers.stop(),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  };
