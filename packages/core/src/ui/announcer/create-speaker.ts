import type { Unsubscribe } from '../../lib/readable.ts';
import { type AnnouncerClock, LiveRegions, type Urgency } from './live-regions.ts';

/** Announces events to screen readers. */
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

/** The parameters of a source of announcements. */
export interface Speaker {
  readonly clock: AnnouncerClock;
  readonly say: Announcer['say'];
}

/** Announces events while an element is attached; returns a function that stops it. */
export type AnnouncementSource = (speaker: Speaker) => Unsubscribe;

const systemClock: AnnouncerClock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/**
 * Creates an announcer of any events, such as those of an operator's desk. For a chat use `createAnnouncer()`.
 *
 * @param clock replaces the system clock in tests
 * @example
 * const stop = createSpeaker([({ say }) => queue.onNext((name) => say(`${name} is waiting.`))]).attach(element);
 */
export function createSpeaker(sources: readonly AnnouncementSource[], clock: AnnouncerClock = systemClock): Announcer {
  let detach: Unsubscribe = () => {};
  let regions: LiveRegions | null = null;
  const say: Announcer['say'] = (sentence, urgency) => regions?.say(sentence, urgency);

  return {
    say,
    attach(element) {
      detach();
      const own = new LiveRegions(element, clock);
      regions = own;
      const stops = sources.map((source) => source({ clock, say }));
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
