import type { Parsed } from './parse-frame.ts';
import type { Refusal } from './server-events.ts';

/** A frame ready for the wire. */
export interface Frame {
  readonly event: string;
  readonly payload: unknown;
}

/** Each request of a protocol by its name: what is asked, and the validated answer. */
export type RequestMap<R> = {
  readonly [N in keyof R]: { readonly input: unknown; readonly answer: { readonly ok: true } };
};

/**
 * How one namespace of a Socket.IO server is spoken to: `R` its requests, `E` what it pushes. A visitor's `Dialect`
 * is one, and the operators' namespace is another.
 */
export interface WireProtocol<R extends RequestMap<R>, E> {
  readonly name: string;
  /** Socket.IO's namespace. */
  readonly namespace: string;
  /** A request as a frame, or `null` where this protocol has no such request. */
  encode<N extends keyof R & string>(name: N, input: R[N]['input']): Frame | null;
  /**
   * The answer to a request. Never throws.
   *
   * @param input what was asked: a later request may have been encoded before this answer came
   */
  decodeAnswer<N extends keyof R & string>(
    name: N,
    raw: unknown,
    input: R[N]['input'],
  ): Parsed<R[N]['answer'] | Refusal>;
  /** A pushed frame: any number of events, or an issue. Never throws. */
  decode(event: string, raw: unknown): Parsed<readonly E[]>;
}
