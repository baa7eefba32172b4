import type { $ZodType } from 'zod/v4/core';
import { parseAck, parseServerEvent, type SequenceRule } from './parse-frame.ts';
import { SequenceChecker } from './sequence-checker.ts';
import { feedbackAckSchema, helloAckSchema, historyAckSchema, sendAckSchema, syncAckSchema } from './server-events.ts';

/** One frame of a recording, in the order of its connection. */
export type RecordedFrame =
  | { readonly kind: 'request'; readonly event: string; readonly payload: unknown }
  | { readonly kind: 'answer'; readonly event: string; readonly payload: unknown; readonly request?: unknown }
  | { readonly kind: 'push'; readonly event: string; readonly payload: unknown };

/** A problem of a frame, with its index in the recording. */
export interface Finding {
  readonly index: number;
  readonly rule: 'malformed' | SequenceRule;
  readonly detail: string;
}

const ANSWERS: Readonly<Record<string, $ZodType>> = {
  hello: helloAckSchema,
  send: sendAckSchema,
  sync: syncAckSchema,
  history: historyAckSchema,
  feedback: feedbackAckSchema,
};

/**
 * Checks a server's frames against the protocol. A sequence can be wrong even if each frame is valid, such as a draft
 * of a turn that was never started. For authors of servers, with the recording of one connection; a client in
 * production is more tolerant.
 *
 * @example
 * const findings = verifyFrames(recording);
 * if (findings.length > 0) console.log(findings);
 */
export function verifyFrames(frames: readonly RecordedFrame[]): readonly Finding[] {
  const verifier = new FrameVerifier();
  return frames.flatMap((frame) => verifier.check(frame));
}

/**
 * Does the same frame by frame, as they arrive.
 *
 * @example
 * const verifier = new FrameVerifier();
 * socket.onAny((event, payload) => console.log(verifier.check({ kind: 'push', event, payload })));
 */
export class FrameVerifier {
  readonly #sequence = new SequenceChecker();
  #index = -1;

  /** The problems of the next frame of the connection; empty if there are none. */
  check(frame: RecordedFrame): readonly Finding[] {
    this.#index += 1;
    const index = this.#index;
    return this.#read(frame).map(({ rule, detail }) => ({ index, rule, detail }));
  }

  #read(frame: RecordedFrame): readonly Omit<Finding, 'index'>[] {
    const { kind, event, payload } = frame;
    if (kind === 'push') {
      const parsed = parseServerEvent(event, payload, { strict: true });
      return parsed.ok ? this.#sequence.event(parsed.value) : malformed(`${event}: ${parsed.issue.detail}`);
    }
    const schema = kind === 'answer' && ANSWERS[event];
    if (!schema) return [];
    const parsed = parseAck<{ readonly ok: true }>(event, schema as $ZodType<{ readonly ok: true }>, payload, {
      strict: true,
    });
    if (!parsed.ok) return malformed(`answer to ${event}: ${parsed.issue.detail}`);
    return this.#sequence.answer(event, parsed.value, frame.request);
  }
}

const malformed = (detail: string) => [{ rule: 'malformed', detail }] as const;
