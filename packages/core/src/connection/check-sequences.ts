import type { Dialect } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import { SequenceChecker, type SequenceFinding } from '../protocol/sequence-checker.ts';

/** Answers that contain positions in the log. */
const PLACES: ReadonlySet<string> = new Set(['hello', 'send', 'sync', 'history']);

/**
 * Wraps the dialect of one connection to check the order of its frames: a sequence can be wrong even if each frame is
 * valid. It only reports; `Conversation` ignores the frames that would do harm.
 */
export function checkSequences(dialect: Dialect, report: (issue: ProtocolIssue) => void): Dialect {
  const checker = new SequenceChecker();
  const tell = (event: string, findings: readonly SequenceFinding[]): void => {
    for (const { rule, detail } of findings) report({ kind: rule, event, detail });
  };
  return {
    ...dialect,
    decodeAnswer: (name, payload, input) => {
      const parsed = dialect.decodeAnswer(name, payload, input);
      if (parsed.ok && PLACES.has(name)) tell(name, checker.answer(name, parsed.value, input));
      return parsed;
    },
    decode: (event, payload) => {
      const parsed = dialect.decode(event, payload);
      if (parsed.ok) for (const each of parsed.value) tell(event, checker.event(each));
      return parsed;
    },
  };
}
