/** Notifications between the nodes of a store, other than pushes to sessions. */
export interface NodeEvents {
  /** A turn was cancelled in the store; the node that runs it stops. */
  turnCalledOff: { readonly conversationId: string };
  /** A stop of a turn was stored; the node that runs the turn has to end it. */
  turnStopped: { readonly conversationId: string; readonly turnId: number };
  /** A tab has connected; its connections to other nodes are lost. */
  tabConnected: { readonly room: string; readonly link: number };
  /** A bot was changed in the store; cached data of it is stale. */
  botChanged: { readonly botId: string };
}

/**
 * Notifies the other nodes. A notification may be lost, so everything that must not be lost is in the store; a
 * notification only makes it known sooner.
 */
export interface Nodes {
  tell<E extends keyof NodeEvents>(event: E, data: NodeEvents[E]): void;
  on<E extends keyof NodeEvents>(event: E, listener: (data: NodeEvents[E]) => void): void;
  /** Calls the listener when notifications or pushes of other nodes were missed, or may have been. */
  onMissed(listener: () => void): void;
  /** Whether no other node has been heard for so long that none can have connections. */
  isAlone(): boolean;
}

/** Used by a process without other nodes. */
export const noOtherNodes: Nodes = { tell() {}, on() {}, onMissed() {}, isAlone: () => true };

/** The part of a Socket.IO namespace that is used for notifications between nodes. */
interface NodeNotifications {
  serverSideEmit(event: string, data: unknown): unknown;
  on(event: string, listener: (data: never) => void): unknown;
}

/** The nodes that share the adapter of a namespace. */
export function nodesOver(namespace: object, { onMissed, isAlone }: Pick<Nodes, 'onMissed' | 'isAlone'>): Nodes {
  const notifications = namespace as NodeNotifications;
  return {
    tell: (event, data) => void notifications.serverSideEmit(`node:${event}`, data),
    on: (event, listener) => void notifications.on(`node:${event}`, listener),
    onMissed,
    isAlone,
  };
}
