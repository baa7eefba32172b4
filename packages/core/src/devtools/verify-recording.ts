import { type Finding, type RecordedFrame, verifyFrames } from '../protocol/verify-frames.ts';
import { parseRecording } from './parse-recording.ts';
import type { RecordedAnswer, RecordedEntry } from './recording.types.ts';

/** A problem of a frame in a recording; `index` is its entry in the recording. */
export type RecordingFinding = Finding;

/**
 * Checks the server's frames in a recording against the protocol, each connection separately, as `verifyFrames()` does.
 * For the author of a server who receives a recording from production.
 *
 * @throws ChatError `INVALID_RECORDING` if it is not a recording
 * @example
 * for (const { index, rule, detail } of verifyRecording(recording)) console.log(index, rule, detail);
 */
export function verifyRecording(input: unknown): readonly RecordingFinding[] {
  const { entries, keyframe } = parseRecording(input);
  const findings: RecordingFinding[] = [];
  let frames: RecordedFrame[] = keyframe ? [{ kind: 'answer', event: 'hello', payload: keyframe.hello }] : [];
  let places: number[] = keyframe ? [0] : [];
  const checkConnection = (): void => {
    for (const finding of verifyFrames(frames)) findings.push({ ...finding, index: places[finding.index] ?? 0 });
    frames = [];
    places = [];
  };
  for (const [index, entry] of entries.entries()) {
    // The order of frames is only defined within one connection.
    if (entry.is === 'open') checkConnection();
    for (const frame of framesOf(entry)) {
      frames.push(frame);
      places.push(index);
    }
  }
  checkConnection();
  return findings;
}

function framesOf(entry: RecordedEntry): RecordedFrame[] {
  if (entry.is === 'push') return entry.events.map(({ name, data }) => ({ kind: 'push', event: name, payload: data }));
  // A frame that could not be read was not recorded, so it is reported as unreadable again.
  if (entry.is === 'issue') return [{ kind: 'push', event: entry.issue.event, payload: null }];
  if (entry.is !== 'done' || !entry.op.startsWith('request.')) return [];
  const event = entry.op.slice('request.'.length).split('#')[0] as string;
  const answer = entry.value as RecordedAnswer;
  return [{ kind: 'answer', event, payload: answer.ok ? answer.value : null }];
}
