import type { Dialect, Requests } from '../protocol/dialect.ts';
import type { ServerEvent } from '../protocol/server-events.ts';
import type { Connection } from './connection.ts';

/** The connection of a visitor's chat. */
export type VisitorConnection = Connection<Requests, ServerEvent, Dialect>;
