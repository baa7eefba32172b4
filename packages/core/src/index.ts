export type * from './client/chat-client.types.ts';
export type * from './client/chat-client-options.types.ts';
export type * from './client/chat-results.types.ts';
export type * from './client/chat-state.types.ts';
export { createChatClient } from './client/create-chat-client.ts';
export { visitorKey } from './connection/visitor.ts';
export type { Answer, Delivery, Feedback, Message, Settlement } from './conversation/message.types.ts';
export type { OutboxRow, OutboxStorage } from './delivery/outbox.types.ts';
export { ChatError, type ChatErrorCode, isChatError } from './errors.ts';
export type { Readable, Unsubscribe } from './lib/readable.ts';
export { DEFAULT_TIMEOUTS, type Timeouts } from './machine/timeouts.ts';
export type { ParamInput } from './params/leaves.ts';
export type { Clock, KeyValueStorage, Lifecycle, LifecycleEvent, Locks, Platform } from './platform/platform.types.ts';
export type { Approval, ApprovalItem } from './protocol/approval.ts';
export type { Dialect, DialectFactory } from './protocol/dialect.ts';
export type {
  Author,
  Body,
  BodyOf,
  BotInfo,
  Button,
  Operator,
  Params,
  ParamValue,
  ReadState,
  VisitorBody,
} from './protocol/entities.ts';
export type { FeedbackValue, Source } from './protocol/feedback.ts';
export type { Limits } from './protocol/limits.ts';
export type { OverdueChoice } from './protocol/overdue.ts';
export type { ProtocolIssue, SequenceRule } from './protocol/parse-frame.ts';
export type { StepDetail, StepState, ThinkingStep } from './protocol/thinking-steps.ts';
export { createSocketIoTransport } from './transport/socket-io-transport.ts';
export type { ConnectOptions, Link, LinkHandlers, Transport } from './transport/transport.types.ts';
export type { PostFile, PostOptions, Upload, UploadSource } from './uploads/upload.types.ts';
