/** The contract of client and server: names, schemas, codes and limits of wire protocol 2. */
export { APPROVE_BUTTON, type Approval, type ApprovalItem, DECLINE_BUTTON, readApproval } from './approval.ts';
export { type Body, type BodyOf, type Button, buttonSchema, type UnsupportedBody, type VisitorBody } from './body.ts';
export {
  authSchema,
  type ClientEvent,
  type ClientEventName,
  cidSchema,
  clientEventSchemas,
  paramsSchema,
  uploadSchema,
  type VisitorCredentials,
  visitorSchema,
} from './client-events.ts';
export { CODES, type Code, type Remedy, remedyFor } from './codes.ts';
export {
  type Author,
  authorSchema,
  type BotInfo,
  botSchema,
  type Cursor,
  cursorSchema,
  type Dialog,
  dialogSchema,
  draftSchema,
  type Json,
  messageSchema,
  type Operator,
  operatorSchema,
  type Params,
  type ParamValue,
  type ReadState,
  readSchema,
  thinkingSchema,
  type WireDraft,
  type WireMessage,
  type WireThinking,
} from './entities.ts';
export {
  type FeedbackValue,
  feedbackSchema,
  type PushedFeedback,
  pushedFeedbackSchema,
  type Source,
  sourceSchema,
  type WireFeedback,
} from './feedback.ts';
export { countSchema, placeSchema } from './fields.ts';
export { guardShape } from './guard-shape.ts';
export {
  DEFAULT_LIMITS,
  DEFAULT_THINKING_TTL_MS,
  type Limits,
  MAX_APPROVAL_ITEMS,
  MAX_APPROVAL_LABEL_LENGTH,
  MAX_APPROVAL_VALUE_LENGTH,
  MAX_FEEDBACK_REASON_LENGTH,
  MAX_FRAME_BYTES,
  MAX_PAGE_BYTES,
  MAX_PAGE_SIZE,
  MAX_RESUME_SIZE,
  MAX_SOURCES,
  MAX_STEP_TEXT_LENGTH,
  MAX_TEXT_BYTES,
  MAX_THINKING_STEPS,
  PROTOCOL_VERSION,
} from './limits.ts';
export { type OverdueChoice, overdueSchema, readOverdue, type WireOverdue } from './overdue.ts';
export {
  type Parsed,
  type ParseOptions,
  type ProtocolIssue,
  parseAck,
  parseFrame,
  parseServerEvent,
  type SequenceRule,
} from './parse-frame.ts';
export {
  type FeedbackAck,
  feedbackAckSchema,
  type HelloAck,
  helloAckSchema,
  historyAckSchema,
  limitsSchema,
  type Refusal,
  refusalSchema,
  type SendAck,
  type ServerEvent,
  type ServerEventName,
  type StopAck,
  sendAckSchema,
  serverEventSchemas,
  stopAckSchema,
  syncAckSchema,
  uploadAckSchema,
} from './server-events.ts';
export { readSteps, type StepDetail, type StepState, stepsSchema, type ThinkingStep } from './thinking-steps.ts';
export { type Finding, FrameVerifier, type RecordedFrame, verifyFrames } from './verify-frames.ts';
