/* The Socket.IO namespace `/operator`: requests, acknowledgements and pushes of the operator desk. */

export {
  OPERATOR_CODES,
  type OperatorAck,
  type OperatorEvent,
  type OperatorEventName,
  type OperatorPush,
  type OperatorPushName,
  type OperatorRequest,
  operatorAckSchemas,
  operatorAuthSchema,
  operatorPushSchemas,
  operatorRefusalSchema,
  operatorRequestSchemas,
} from './operator-contract.ts';
export type {
  CannedAnswer,
  Colleague,
  DialogSummary,
  OperatorMessage,
  Source,
  VisitorCard,
} from './operator-entities.ts';
