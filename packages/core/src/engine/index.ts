/**
 * Building blocks for other chat clients, such as an operator desk: a connection to any Socket.IO namespace, delivery,
 * the log, drafts, typing and uploads. `createChatClient()`, the chat of one visitor, is made of the same parts.
 */
export { buildChatClient } from '../client/build-chat-client.ts';
export { ConnectionClient, type ConnectionClientOptions } from '../connection/connection-client.ts';
export { Drafts, type DraftView } from '../conversation/drafts.ts';
export { Log, type LoggedMessage, type Merge } from '../conversation/log.ts';
export { MessageRun } from '../conversation/message-run.ts';
export { RemoteTyping } from '../conversation/remote-typing.ts';
export { ThinkingRevisions } from '../conversation/thinking-revisions.ts';
export { TypingSignal } from '../conversation/typing-signal.ts';
export { type DispatchedSend, Dispatcher, type DispatcherOptions } from '../delivery/dispatcher.ts';
export type { SendGate, SendLink, SendView } from '../delivery/dispatcher.types.ts';
export { Outbox } from '../delivery/outbox.ts';
export { type GateConnection, TimedGate } from '../delivery/timed-gate.ts';
export { Batch, Cell } from '../lib/reactive.ts';
export { browserPlatform } from '../platform/browser-platform.ts';
export { resolvePlatform } from '../platform/resolve-platform.ts';
export type { Frame, RequestMap, WireProtocol } from '../protocol/wire-protocol.ts';
export { createLazyTransport } from '../transport/lazy-transport.ts';
export type { UploadPlace, UploadTarget } from '../uploads/upload.types.ts';
export { Uploads, type UploadsOptions } from '../uploads/uploads.ts';
