/** Developer tools, loaded on demand: a flight recorder, its replay, and a hook for an inspector. */
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
