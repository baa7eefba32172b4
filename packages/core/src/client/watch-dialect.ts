import type { Dialect } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import { FrameVerifier, type RecordedFrame } from '../protocol/verify-frames.ts';

/**
 * The dialect of one connection, with an eye on the order of its frames: each may be well formed
 * and the whole still wrong. It reports; leaving out what would do harm is the business of `Inbound`.
 */
export function watchDialect(dialect: Dialect, report: (issue: ProtocolIssue) => void): Dialect {
  const verifier = new FrameVerifier();
  let sent: unknown;
  const check = (frame: RecordedFrame): void => {
    for (const { rule, detail } of verifier.check(frame)) {
      // The dialect itself says what it could not read.
      if (rule !== 'malformed') report({ kind: rule, event: frame.event, detail });
    }
  };
  return {
    ...dialect,
    encode: (name, input) => {
      // One send is under way at a time.
      if (name === 'send') sent = input;
      return dialect.encode(name, input);
    },
    decodeAnswer: (name, payload) => {
      check({ kind: 'answer', event: name, payload, ...(name === 'send' ? { request: sent } : {}) });
      return dialect.decodeAnswer(name, payload);
    },
    decode: (event, payload) => {
      check({ kind: 'push', event, payload });
      return dialect.decode(event, payload);
    },
  };
}
