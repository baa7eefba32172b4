import type { Unsubscribe } from '../lib/readable.ts';
import type { MachineEvent } from '../machine/chat.machine.types.ts';
import type { Lifecycle } from '../platform/platform.types.ts';

/** A link from which nothing came for so long has missed a heartbeat. */
const STALE_MS = 25_000;

/** Tells the machine what the page goes through; `silence` is how long the server has not been heard, in ms. */
export function followPage(
  lifecycle: Lifecycle,
  machine: (event: MachineEvent) => void,
  silence: () => number,
): Unsubscribe {
  return lifecycle.subscribe((event) => {
    if (event === 'suspend') {
      machine({ type: 'page.suspended' });
      return;
    }
    machine({ type: event === 'online' ? 'network.returned' : 'page.resumed' });
    // Back in sight after a silence: the link may be dead without knowing.
    if (silence() > STALE_MS) machine({ type: 'link.doubted' });
  });
}
