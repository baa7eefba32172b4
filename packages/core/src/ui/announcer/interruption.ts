import type { AnnouncerClock } from './live-regions.ts';
import { SingleTimer } from './single-timer.ts';

/** A connection that is restored within this time is not announced as lost, in ms. */
const DELAY_MS = 3_000;

/** The callbacks of an interruption. */
export interface InterruptionAnnouncements {
  readonly clock: AnnouncerClock;
  /** Called once if the interruption lasts longer than the delay. */
  lost(): void;
  /** Called at the end of an announced interruption. */
  restored(): void;
}

/**
 * Announces an interruption of a connection after three seconds, and its end only if it was announced.
 *
 * @example
 * const interruption = new Interruption({ clock, lost: () => say('Offline.'), restored: () => say('Online again.') });
 * interruption.begin();
 */
export class Interruption {
  readonly #announcements: InterruptionAnnouncements;
  readonly #timer: SingleTimer;
  #isAnnounced = false;

  constructor(announcements: InterruptionAnnouncements) {
    this.#announcements = announcements;
    this.#timer = new SingleTimer(announcements.clock);
  }

  begin(): void {
    if (this.#isAnnounced || this.#timer.pending) return;
    this.#timer.start(DELAY_MS, () => {
      this.#isAnnounced = true;
      this.#announcements.lost();
    });
  }

  /** The connection is restored. */
  end(): void {
    const wasAnnounced = this.#isAnnounced;
    this.cancel();
    if (wasAnnounced) this.#announcements.restored();
  }

  /** Ends the interruption without an announcement: the connection was refused or closed, or the announcer stops. */
  cancel(): void {
    this.#timer.stop();
    this.#isAnnounced = false;
  }
}
