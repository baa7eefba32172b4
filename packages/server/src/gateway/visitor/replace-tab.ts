import type { Nodes } from '../../cluster/nodes.ts';
import type { Gateway } from '../gateway.ts';
import { tabRoom } from '../rooms.ts';
import type { ChatSocket } from '../socket.types.ts';
import type { VisitorSession } from './visitor-session.ts';

function replace(socket: ChatSocket): void {
  socket.emit('bye', { code: 'REPLACED', retry: false });
  socket.disconnect(true);
}

/**
 * Closes the older connections of a tab that has reconnected, whose loss may not have been detected yet. A
 * handshake may also arrive late, when its tab is on a newer connection already: then the new one is closed.
 *
 * @returns whether the connection stays open
 */
export function replaceTab(
  gateway: Gateway<VisitorSession>,
  nodes: Nodes,
  socket: ChatSocket,
  { bot, visitorId, tab, link }: VisitorSession,
): boolean {
  if (tab === undefined) return true;
  const room = tabRoom(bot.id, visitorId, tab);
  const others = gateway.connectionsIn(room);
  if (others.some(([, other]) => other.link > link)) {
    replace(socket);
    return false;
  }
  for (const [other] of others) replace(other);
  void socket.join(room);
  if (!nodes.isAlone()) nodes.tell('tabConnected', { room, link });
  return true;
}

/** The same between nodes: a node that has a newer connection of the tab answers with it. */
export function replaceTabsOfNodes(gateway: Gateway<VisitorSession>, nodes: Nodes): void {
  nodes.on('tabConnected', ({ room, link }) => {
    for (const [socket, session] of gateway.connectionsIn(room)) {
      if (session.link > link) nodes.tell('tabConnected', { room, link: session.link });
      else replace(socket);
    }
  });
}
