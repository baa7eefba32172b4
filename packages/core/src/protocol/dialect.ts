import type { VisitorBody } from './body.ts';
import type { Cursor, Params } from './entities.ts';
import type { FeedbackValue } from './feedback.ts';
import type {
  FeedbackAck,
  HelloAck,
  HistoryAck,
  SendAck,
  ServerEvent,
  StopAck,
  SyncAck,
  UploadAck,
} from './server-events.ts';
import type { Frame, WireProtocol } from './wire-protocol.ts';

/** The input of a handshake. */
export interface HandshakeInput {
  readonly botId: string;
  readonly locale: string;
  readonly visitor: { readonly id: string; readonly secret: string };
  readonly userId: string | undefined;
  readonly token: string | undefined;
  /** Random per page load. */
  readonly tab: string;
  /** Counts this page's connections. */
  readonly link: number;
}

/** The requests of the client, each with its answer. */
export interface Requests {
  hello: {
    input: {
      cursor: Cursor | null;
      open: boolean;
      params: Params;
      recognizeUserMeta: boolean;
      pending: readonly string[];
    };
    answer: HelloAck;
  };
  send: { input: { cid: string; body: VisitorBody; params: Params }; answer: SendAck };
  sync: { input: { epoch: string; after: number; limit: number }; answer: SyncAck };
  history: { input: { epoch: string; before: number; limit: number }; answer: HistoryAck };
  upload: { input: { name: string; size: number; mime: string }; answer: UploadAck };
  params: { input: { params: Readonly<Record<string, unknown>>; mode: 'merge' | 'replace' }; answer: { ok: true } };
  read: { input: { seq: number }; answer: { ok: true } };
  stop: { input: { turn: number }; answer: StopAck };
  feedback: { input: { messageId: string; value: FeedbackValue; reason?: string }; answer: FeedbackAck };
}
export type RequestName = keyof Requests;

/**
 * How a visitor's client communicates with a server: the only place that knows a wire format. One instance serves one
 * client, so it may have state (the Legacy dialect numbers messages itself).
 */
export interface Dialect extends WireProtocol<Requests, ServerEvent> {
  /** The delivery guarantee of a send, which depends on whether the server deduplicates. */
  readonly guarantee: 'at-least-once-deduped' | 'at-most-once';
  /** The `auth` of the handshake. */
  handshake(input: HandshakeInput): Record<string, unknown>;
  /** A frame to send once after `hello` was answered, if any; it has no answer. */
  greet?(ack: HelloAck): Frame | null;
  /** The frame for "the visitor is typing", or `null` if there is none. */
  encodeTyping(on: boolean): Frame | null;
}

/** Creates a dialect for one client; may load it on demand. */
export type DialectFactory = () => Dialect | Promise<Dialect>;
