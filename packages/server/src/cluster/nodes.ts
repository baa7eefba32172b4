/** What the nodes of one store tell each other beside the pushes to sessions. */
export interface NodeEvents {
  /** A turn was called off in the store; the node that runs it stops its work. */
  turnCalledOff: { readonly conversationId: string };
  /** A tab has connected; what it had on other nodes is lost by now. */
  tabConnected: { readonly room: string; readonly link: number };
  /** A bot was changed in the store; what is remembered of it is old. */
  botChanged: { readonly botId: string };
}

/**
 * The other nodes. A word to them may get lost, as any word between machines may: whoever sends one has
 * written to the store what must not be lost, and whoever hears one only learns of it sooner.
 */
export interface Nodes {
  tell<E extends keyof NodeEvents>(event: E, data: NodeEvents[E]): void;
  on<E extends keyof NodeEvents>(event: E, heard: (data: NodeEvents[E]) => void): void;
}

/** For a process that has its store to itself. */
export const noOtherNodes: Nodes = { tell() {}, on() {} };

/** The part of a Socket.IO namespace by which its nodes speak. */
interface Wire {
  serverSideEmit(event: string, data: unknown): unknown;
  on(event: string, heard: (data: never) => void): unknown;
}

/** The nodes that share the adapter of a namespace. */
export function nodesOver(namespace: object): Nodes {
  const wire = namespace as Wire;
  return {
    tell: (event, data) => void wire.serverSideEmit(`node:${event}`, data),
    on: (event, heard) => void wire.on(`node:${event}`, heard),
  };
}
