/** For developers, loaded when they ask for it: a flight recorder, the replay of what it kept, an inspector's hook. */
export { type FlightRecorderOptions, flightRecorder } from './flight-recorder.ts';
export { type InspectorLoader, lazyInspector } from './lazy-inspector.ts';
export { parseRecording } from './parse-recording.ts';
export type {
  Keyframe,
  RecordedAnswer,
  RecordedEntry,
  RecordedError,
  RecordedInput,
  RecordedPush,
  Recording,
} from './recording.types.ts';
export { type Replay, type ReplayOptions, replay } from './replay.ts';
export { type RecordingFinding, verifyRecording } from './verify-recording.ts';
