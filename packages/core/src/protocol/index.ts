/** The contract of client and server: names, schemas, codes and limits of wire protocol 2. */
export * from './client-events.ts';
export { CODES, type Code, type Remedy, remedyFor } from './codes.ts';
export * from './entities.ts';
export { guardShape } from './guard-shape.ts';
export * from './limits.ts';
export {
  type Parsed,
  type ParseOptions,
  type ProtocolIssue,
  parseAck,
  parseFrame,
  parseServerEvent,
  type SequenceRule,
} from './parse-frame.ts';
export * from './server-events.ts';
export * from './thinking-steps.ts';
export { type Finding, FrameVerifier, type RecordedFrame, verifyFrames } from './verify-frames.ts';
