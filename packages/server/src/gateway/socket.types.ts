import type { Server, Socket } from 'socket.io';

type Events = Record<string, (...args: never[]) => void>;
type EmittedEvents = Record<string, (...args: unknown[]) => void>;

export type ChatSocketServer = Server<Events, EmittedEvents, Events>;
export type ChatSocket = Socket<Events, EmittedEvents, Events>;
export type ChatNamespace = ReturnType<ChatSocketServer['of']>;
