import type { ChatClient } from '../client/chat-client.types.ts';
import type { ChatClientOptions, ChatRecorder } from '../client/chat-client-options.types.ts';
import { createDialectLoader } from '../connection/load-dialect.ts';
import { ChatError } from '../errors.ts';
import { withDefaults } from '../lib/with-defaults.ts';
import { DEFAULT_TIMEOUTS } from '../machine/timeouts.ts';
import { resolvePlatform } from '../platform/resolve-platform.ts';
import { Mirror } from './mirror.ts';
import { recordCalls } from './record-calls.ts';
import { recordDialect } from './record-dialect.ts';
import { recordPlatform } from './record-platform.ts';
import { RecorderState } from './recorder-state.ts';
import { RECORDING_FORMAT, RECORDING_VERSION } from './recording.types.ts';

/** The options of `flightRecorder()`. */
export interface FlightRecorderOptions {
  /**
   * The maximum size of the recording, in bytes of JSON; the oldest entries are dropped. Default 262,144 (256 KiB),
   * minimum 16,384.
   */
  readonly maxBytes?: number | undefined;
}

const DEFAULT_MAX_BYTES = 256 * 1024;
const LEAST_MAX_BYTES = 16 * 1024;

/**
 * A flight recorder for `createChatClient({ recorder })`. It records every input of the client (frames, answers, timers
 * and calls), so that `replay()` can bring a client to the same state. It records no texts, tokens, parameters, names
 * of people or files, and no identity of the visitor. The recording stays in memory, within its limit, until
 * `chat.exportRecording()`.
 *
 * @throws ChatError `MISUSE` if `maxBytes` is not a number of at least 16,384
 * @example
 * const { flightRecorder } = await import('@connective-chat/core/devtools');
 * const chat = createChatClient({ url: 'https://chat.example.com', botId: 1, recorder: flightRecorder() });
 * reportButton.onclick = () => download(JSON.stringify(chat.exportRecording()));
 */
export function flightRecorder({ maxBytes = DEFAULT_MAX_BYTES }: FlightRecorderOptions = {}): ChatRecorder {
  if (!(maxBytes >= LEAST_MAX_BYTES)) {
    throw new ChatError(
      'MISUSE',
      `flightRecorder() needs maxBytes of at least ${LEAST_MAX_BYTES}; it was ${maxBytes}.`,
    );
  }
  return (options, create) => record(options, create, maxBytes);
}

function record(
  { recorder: _, ...options }: ChatClientOptions,
  create: (options: ChatClientOptions) => ChatClient,
  maxBytes: number,
): ChatClient {
  const platform = resolvePlatform(options.platform);
  const isOpen = options.open ?? true;
  const state = new RecorderState(maxBytes, () => platform.clock.now(), new Mirror(isOpen));
  const { tape } = state;
  const chat = create({
    ...options,
    platform: recordPlatform(platform, state),
    dialect: recordDialect(createDialectLoader(options), state),
  });
  state.begin(chat);
  return {
    ...chat,
    ...recordCalls(chat, state),
    exportRecording: () => {
      const { durability } = chat.getSnapshot();
      const dialect = state.dialect;
      // A copy, so that later entries do not change the export.
      return structuredClone({
        format: RECORDING_FORMAT,
        version: RECORDING_VERSION,
        startedAt: tape.startedAt,
        duration: platform.clock.now() - tape.startedAt,
        client: {
          dialect: dialect?.name ?? options.version ?? 'v2',
          guarantee: dialect?.guarantee ?? 'at-least-once-deduped',
          open: isOpen,
          ...(options.whileThinking ? { whileThinking: options.whileThinking } : {}),
          durability,
          timeouts: { ...withDefaults(DEFAULT_TIMEOUTS, options.timeouts) },
        },
        keyframe: tape.keyframe,
        dropped: tape.dropped,
        missed: tape.missed,
        entries: tape.entries,
      });
    },
  };
}
