import type { Dialect, DialectFactory, RequestName, Requests } from '../protocol/dialect.ts';
import type { Parsed, ProtocolIssue } from '../protocol/parse-frame.ts';
import { type Refusal, serverEventSchemas } from '../protocol/server-events.ts';
import type { UndecodedAnswer } from './record-platform.ts';
import type { RecorderState } from './recorder-state.ts';
import type { RecordedPush } from './recording.types.ts';

const REQUESTS: ReadonlySet<string> = new Set([
  'hello',
  'send',
  'sync',
  'history',
  'upload',
  'params',
  'read',
  'stop',
  'feedback',
]);

/** The issue without texts of the frame: an unknown name may be anything, so it is removed too. */
function redactIssue({ kind, event }: ProtocolIssue): ProtocolIssue {
  const isKnown = Object.hasOwn(serverEventSchemas, event) || REQUESTS.has(event);
  return { kind, event: isKnown ? event : 'unknown', detail: '' };
}

/**
 * A dialect that records what it has read. After it, frames are events of one shape for all dialects, and an allow-list
 * can tell texts from numbers.
 */
export function recordDialect(load: () => Promise<Dialect>, state: RecorderState): DialectFactory {
  return async () => {
    const dialect = await load();
    state.dialect = dialect;
    return {
      name: dialect.name,
      guarantee: dialect.guarantee,
      namespace: dialect.namespace,
      handshake: (input) => dialect.handshake(input),
      encode: (name, input) => {
        state.currentRequest = name;
        if (name === 'hello') state.mirror.hasNoCursor = (input as Requests['hello']['input']).cursor === null;
        return dialect.encode(name, input);
      },
      decodeAnswer: <N extends RequestName>(
        name: N,
        undecoded: unknown,
        input: Requests[N]['input'],
      ): Parsed<Requests[N]['answer'] | Refusal> => {
        const { op, raw } = undecoded as UndecodedAnswer;
        const parsed = dialect.decodeAnswer(name, raw, input);
        if (!parsed.ok) {
          state.done(op, { ok: false, issue: redactIssue(parsed.issue) });
          return parsed;
        }
        const value = state.redactor.value(parsed.value) as Record<string, unknown>;
        state.done(op, { ok: true, value });
        if (value.ok === true) state.mirror.answer(name, value);
        return parsed;
      },
      greet: (ack) => dialect.greet?.(ack) ?? null,
      encodeTyping: (on) => dialect.encodeTyping(on),
      decode: (event, raw) => {
        const parsed = dialect.decode(event, raw);
        const link = state.decodingLink;
        if (!parsed.ok) {
          state.note({ is: 'issue', link, issue: redactIssue(parsed.issue) });
          return parsed;
        }
        const events = parsed.value.map(
          ({ name, data }) => ({ name, data: state.redactor.value(data) }) as RecordedPush,
        );
        state.note({ is: 'push', link, events });
        for (const push of events) state.mirror.push(push);
        return parsed;
      },
    };
  };
}
