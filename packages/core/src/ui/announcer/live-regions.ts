import type { Clock } from '../../platform/platform.types.ts';

/** `assertive` interrupts the screen reader; use it for urgent announcements only. */
export type Urgency = 'polite' | 'assertive';

/** The part of a clock that an announcer needs. */
export type AnnouncerClock = Pick<Clock, 'now' | 'setTimeout' | 'clearTimeout'>;

/** How long a sentence stays in the region, in ms; screen readers have read it by then. */
const KEPT_MS = 1_000;

/**
 * Two live regions, which are empty before their first use: screen readers ignore a region that is added with its text.
 */
export class LiveRegions {
  readonly #clock: AnnouncerClock;
  readonly #regions: Readonly<Record<Urgency, HTMLElement>>;
  readonly #timers = new Set<unknown>();

  constructor(parent: HTMLElement, clock: AnnouncerClock) {
    this.#clock = clock;
    this.#regions = { polite: createRegion(parent, 'polite'), assertive: createRegion(parent, 'assertive') };
  }

  say(sentence: string, urgency: Urgency = 'polite'): void {
    if (!sentence) return;
    const region = this.#regions[urgency];
    const item = region.ownerDocument.createElement('p');
    item.dir = 'auto';
    item.textContent = sentence;
    region.append(item);
    const timer = this.#clock.setTimeout(() => {
      this.#timers.delete(timer);
      item.remove();
    }, KEPT_MS);
    this.#timers.add(timer);
  }

  remove(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    for (const region of Object.values(this.#regions)) region.remove();
  }
}

/** Creates a region with the attributes of `role=log`, but without the role, which the message list has. */
function createRegion(parent: HTMLElement, urgency: Urgency): HTMLElement {
  const region = parent.ownerDocument.createElement('div');
  region.setAttribute('aria-live', urgency);
  region.setAttribute('aria-relevant', 'additions');
  region.setAttribute('aria-atomic', 'false');
  parent.append(region);
  return region;
}
