import { isAddressBlocked } from '../../bots/address-block-list.ts';
import { blockedText } from '../../bots/blocked-text.ts';
import type { Gateway } from '../gateway.ts';
import { botRoom } from '../rooms.ts';
import type { VisitorServices } from './visitor-services.ts';
import type { VisitorSession } from './visitor-session.ts';

/** Ends the connections to this node whose addresses the changed settings of their bot block. */
export function closeBlocked(
  gateway: Gateway<VisitorSession>,
  { bots, failures }: Pick<VisitorServices, 'bots' | 'failures'>,
): void {
  const close = async (botId: string) => {
    const blocking = (await bots.get(botId))?.settings.blocking;
    for (const [socket, { address, locale }] of gateway.connectionsIn(botRoom(botId))) {
      if (!isAddressBlocked(blocking, address)) continue;
      socket.emit('bye', { code: 'BANNED', retry: false, text: blockedText(blocking, locale) });
      socket.disconnect(true);
    }
  };
  bots.onChanged((botId) => {
    // A bot that is being defined has no connections yet.
    if (gateway.connectionsIn(botRoom(botId)).length === 0) return;
    close(botId).catch((error: unknown) => failures.error(error, 'connections of blocked addresses were not ended'));
  });
}
