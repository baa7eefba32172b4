import type { Cursor, Params, VisitorBody } from './entities.ts';
import type { Parsed } from './parse-frame.ts';
import type { HelloAck, HistoryAck, Refusal, SendAck, ServerEvent, SyncAck, UploadAck } from './server-events.ts';

/** What a handshake is made of. */
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

/** What the client asks, each with the answer it awaits. */
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
}
export type RequestName = keyof Requests;

/** A frame ready for the wire. */
export interface Frame {
  readonly event: string;
  readonly payload: unknown;
}

/**
 * How a server is spoken to: the one seam between this client and a wire format. One instance
 * serves one client, so it may remember what it needs (Legacy numbers messages itself).
 */
export interface Dialect {
  readonly name: string;
  /** What a send can promise: with the server's dedupe, or without. */
  readonly guarantee: 'at-least-once-deduped' | 'at-most-once';
  /** Socket.IO's namespace. */
  readonly namespace: string;
  /** The handshake's `auth`. */
  handshake(input: HandshakeInput): Record<string, unknown>;
  /** A request as a frame, or `null` where this dialect has no such thing. */
  encode<N extends RequestName>(name: N, input: Requests[N]['input']): Frame | null;
  /** The answer to a request. Never throws. */
  decodeAnswer<N extends RequestName>(name: N, raw: unknown): Parsed<Requests[N]['answer'] | Refusal>;
  /** What is said once after an answered `hello`, if anything; no answer is awaited. */
  greet?(ack: HelloAck): Frame | null;
  /** "The visitor is typing", or `null`. */
  encodeTyping(on: boolean): Frame | null;
  /** A pushed frame: any number of events, or an issue. Never throws. */
  decode(event: string, raw: unknown): Parsed<readonly ServerEvent[]>;
}

/** Makes a dialect for one client; may load it on demand. */
export type DialectFactory = () => Dialect | Promise<Dialect>;
