import type { Dialect } from '../protocol/dialect.ts';
import type { ProtocolIssue } from '../protocol/parse-frame.ts';
import { SequenceChecker, type SequenceFinding } from '../protocol/sequence-checker.ts';

/** Answers that tell where something stands in the log. */
const PLACES: ReadonlySet<string> = new Set(['hello', 'send', 'sync', 'history']);

/**
 * The dialect of one connection with a check of the order of its frames: each may be well formed
 * and the whole still wrong. It only reports; `Conversation` leaves out what would do harm.
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
