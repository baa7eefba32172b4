import type { ModelMessage } from 'ai';
import type { StoredCall, Transcript } from '../../db/transcript.ts';

/** The result of a call that has none, because the agent went on without it. */
const NOT_MADE = 'The call was not made.';

const resultOf = ({ id, name, result }: StoredCall) => ({
  type: 'tool-result' as const,
  toolCallId: id,
  toolName: name,
  output: { type: result?.failed ? ('error-text' as const) : ('text' as const), value: result?.text ?? NOT_MADE },
});

/** What was said and done so far, as a model is given it. */
export function modelMessages({ history, question, entries }: Transcript): ModelMessage[] {
  return [
    ...history.map(({ by, text }): ModelMessage => ({ role: by === 'visitor' ? 'user' : 'assistant', content: text })),
    { role: 'user', content: question },
    ...entries.flatMap((entry): ModelMessage[] =>
      entry.kind === 'reply'
        ? [{ role: 'user', content: entry.text }]
        : [entry.message as ModelMessage, { role: 'tool', content: entry.calls.map(resultOf) }],
    ),
  ];
}
