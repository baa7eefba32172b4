import { type Finding, type RecordedFrame, verifyFrames } from '../protocol/verify-frames.ts';
import { parseRecording } from './parse-recording.ts';
import type { RecordedAnswer, RecordedEntry } from './recording.types.ts';

/** A problem of a frame in a recording; `index` is its entry in the recording. */
export type RecordingFinding = Finding;

/**
 * Holds the server's part of a recording against the protocol: each connection is judged on its
 * own, as `verifyFrames()` does it. For the author of a server, who gets a recording from the field.
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
  const judge = (): void => {
    for (const finding of verifyFrames(frames)) findings.push({ ...finding, index: places[finding.index] ?? 0 });
    frames = [];
    places = [];
  };
  for (const [index, entry] of entries.entries()) {
    // A server owes no order over two connections.
    if (entry.is === 'open') judge();
    for (const frame of framesOf(entry)) {
      frames.push(frame);
      places.push(index);
    }
  }
  judge();
  return findings;
}

function framesOf(entry: RecordedEntry): RecordedFrame[] {
  if (entry.is === 'push') return entry.events.map(({ name, data }) => ({ kind: 'push', event: name, payload: data }));
  // What was not understood then is not understood now: there is nothing left of it.
  if (entry.is === 'issue') return [{ kind: 'push', event: entry.issue.event, payload: null }];
  if (entry.is !== 'done' || !entry.op.startsWith('request.')) return [];
  const event = entry.op.slice('request.'.length).split('#')[0] as string;
  const answer = entry.value as RecordedAnswer;
  return [{ kind: 'answer', event, payload: answer.ok ? answer.value : null }];
}
