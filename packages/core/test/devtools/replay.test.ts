import type { ChatClient, ChatRecording } from '@connective-chat/core';
import { type Recording, replay } from '@connective-chat/core/devtools';
import { expect, it } from 'vitest';
import { liveRandomly, SECRETS } from './random-life.ts';
import { stateOf } from './state-of.ts';

const seeds = Number(process.env.REPLAYS ?? 24);
const first = Number(process.env.SEED ?? 1);

const recordingOf = (chat: { exportRecording(): ChatRecording | null }): Recording =>
  // Serialized, as in a file.
  JSON.parse(JSON.stringify(chat.exportRecording()));

it(`a replay reaches the state of the recorded client, ${seeds} runs from seed ${first} on`, async () => {
  for (let seed = first; seed < first + seeds; seed += 1) {
    const { chat } = await liveRandomly(seed, 40);
    const recording = recordingOf(chat);
    const live = stateOf(chat);
    const replayed = await replay(recording);
    expect(replayed.divergences, `seed ${seed}`).toEqual([]);
    expect(stateOf(replayed.chat), `seed ${seed}`).toEqual(live);
    const said = JSON.stringify(recording);
    for (const secret of SECRETS) expect(said, `seed ${seed}`).not.toContain(secret);
  }
}, 3_600_000);

it(`a recording whose start was dropped can still be replayed, ${seeds / 4} long runs`, async () => {
  let cut = 0;
  for (let seed = first; seed < first + seeds / 4; seed += 1) {
    const { chat } = await liveRandomly(seed, 160, 16_384);
    const recording = recordingOf(chat);
    expect(JSON.stringify(recording.entries).length, `seed ${seed}`).toBeLessThan(16_384 * 1.1);
    if (recording.keyframe) cut += 1;
    const replayed = await replay(recording);
    expect(replayed.divergences, `seed ${seed}`).toEqual([]);
    // Entries that did not fit into the recording cannot be replayed.
    if (recording.missed > 0) continue;
    expect(tailOf(replayed.chat, replayed.chat), `seed ${seed}`).toEqual(tailOf(chat, replayed.chat));
  }
  // A third is enough for the test; with few seeds the share varies.
  expect(cut).toBeGreaterThanOrEqual(seeds / 12);
}, 3_600_000);

/** The state of a client, limited to the messages that another client has. */
function tailOf(chat: ChatClient, other: ChatClient) {
  const { messages, history, ...state } = stateOf(chat);
  return { ...state, messages: messages.slice(-Math.max(1, other.messages.get().length)) };
}
