import {
  type OperatorAck,
  type OperatorEventName,
  type OperatorPush,
  type OperatorPushName,
  type OperatorRequest,
  operatorAckSchemas,
  operatorPushSchemas,
} from '@connective-chat/contracts/operator';
import type { WireProtocol } from '@connective-chat/core/engine';
import { type Parsed, parseAck, parseFrame } from '@connective-chat/core/protocol';

/** The acknowledgement of a request that was not refused. */
export type Granted<N extends OperatorEventName> = Extract<OperatorAck<N>, { ok: true }>;

/** Each request of the operators' namespace with its answer. */
export type OperatorRequests = {
  [N in OperatorEventName]: { readonly input: OperatorRequest<N>; readonly answer: Granted<N> };
};

export type OperatorPushEvent = {
  [N in OperatorPushName]: { readonly name: N; readonly data: OperatorPush<N> };
}[OperatorPushName];

/** The namespace `/operator` of the server, validated with the schemas of its contract. */
export const operatorProtocol: WireProtocol<OperatorRequests, OperatorPushEvent> = {
  name: 'operator',
  namespace: '/operator',
  encode: (name, input) => ({ event: name, payload: input }),
  decodeAnswer: <N extends OperatorEventName>(name: N, raw: unknown) =>
    parseAck<Granted<N>>(name, operatorAckSchemas[name] as never, raw),
  decode(name, raw): Parsed<readonly OperatorPushEvent[]> {
    if (!Object.hasOwn(operatorPushSchemas, name)) {
      return { ok: false, issue: { kind: 'unknown-event', event: name.slice(0, 64), detail: 'No such event.' } };
    }
    const known = name as OperatorPushName;
    // An unreadable push is ignored like a lost one: the next `head` reveals what is missing.
    const parsed = parseFrame<unknown>(name, operatorPushSchemas[known], raw);
    return parsed.ok ? { ...parsed, value: [{ name: known, data: parsed.value } as OperatorPushEvent] } : parsed;
  },
};
