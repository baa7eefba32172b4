import type { Parsed } from './parse-frame.ts';
import type { Refusal } from './server-events.ts';

/** A frame ready for the wire. */
export interface Frame {
  readonly event: string;
  readonly payload: unknown;
}

/** The requests of a protocol by name: the input and the validated answer of each. */
export type RequestMap<R> = {
  readonly [N in keyof R]: { readonly input: unknown; readonly answer: { readonly ok: true } };
};

/**
 * How to communicate with one namespace of a Socket.IO server: `R` are its requests, `E` its pushes. A visitor's
 * `Dialect` is one; the protocol of the operators' namespace is another.
 */
export interface WireProtocol<R extends RequestMap<R>, E> {
  readonly name: string;
  /** Socket.IO's namespace. */
  readonly namespace: string;
  /** A request as a frame; `null` if this protocol has no such request. */
  encode<N extends keyof R & string>(name: N, input: R[N]['input']): Frame | null;
  /**
   * The answer to a request. Never throws.
   *
   * @param input the input of the request, because later requests may have been encoded since
   */
  decodeAnswer<N extends keyof R & string>(
    name: N,
    raw: unknown,
    input: R[N]['input'],
  ): Parsed<R[N]['answer'] | Refusal>;
  /** Decodes a push into any number of events, or an issue. Never throws. */
  decode(event: string, raw: unknown): Parsed<readonly E[]>;
}
