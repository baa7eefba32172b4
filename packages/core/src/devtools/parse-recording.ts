import * as z from 'zod/mini';
import { ChatError } from '../errors.ts';
import { RECORDING_FORMAT, RECORDING_VERSION, type Recording } from './recording.types.ts';

const count = z.int().check(z.minimum(0));
const fields = z.record(z.string(), z.unknown());
const error = z.object({ code: z.string(), retryable: z.boolean(), retryAfterMs: z.optional(z.number()) });
const issue = z.object({ kind: z.string(), event: z.string(), detail: z.string() });
const entry = { at: z.number().check(z.minimum(0)), with: z.optional(z.literal(true)) };

const entrySchema = z.discriminatedUnion('is', [
  z.object({
    ...entry,
    is: z.literal('call'),
    name: z.string(),
    args: z.array(z.unknown()),
    ok: z.optional(z.boolean()),
  }),
  z.object({ ...entry, is: z.literal('timer'), n: count }),
  z.object({ ...entry, is: z.literal('page'), event: z.string() }),
  z.object({ ...entry, is: z.literal('auth'), link: count }),
  z.object({ ...entry, is: z.literal('open'), link: count }),
  z.object({ ...entry, is: z.literal('close'), link: count, error }),
  z.object({
    ...entry,
    is: z.literal('push'),
    link: count,
    events: z.array(z.object({ name: z.string(), data: fields })),
  }),
  z.object({ ...entry, is: z.literal('issue'), link: count, issue }),
  z.object({ ...entry, is: z.literal('done'), op: z.string(), value: z.optional(z.unknown()) }),
  z.object({ ...entry, is: z.literal('failed'), op: z.string(), error }),
  z.object({ ...entry, is: z.literal('grant'), op: z.string() }),
  z.object({ ...entry, is: z.literal('progress'), op: z.string(), value: z.number() }),
  z.object({ ...entry, is: z.literal('id'), value: z.string() }),
  z.object({ ...entry, is: z.literal('random'), value: z.number() }),
  z.object({ ...entry, is: z.literal('stored'), known: z.boolean() }),
]);

const counts = z.record(z.string(), count);
const recordingSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  version: z.literal(RECORDING_VERSION),
  startedAt: z.number(),
  duration: z.number(),
  client: z.object({
    dialect: z.string(),
    guarantee: z.enum(['at-least-once-deduped', 'at-most-once']),
    open: z.boolean(),
    whileThinking: z.optional(z.enum(['block', 'queue'])),
    durability: z.enum(['persistent', 'memory']),
    timeouts: z.record(z.string(), z.number()),
  }),
  keyframe: z.nullable(
    z.object({
      hello: fields,
      thinkingRev: z.number(),
      outbox: z.array(fields),
      leases: z.array(count),
      open: z.boolean(),
      heardAt: z.number(),
      counted: z.object({ timers: count, links: count, leases: count, ops: counts }),
    }),
  ),
  dropped: count,
  missed: count,
  entries: z.array(entrySchema),
});

/**
 * Parses a recording of unknown origin, such as a file or a bug report.
 *
 * @throws ChatError `INVALID_RECORDING`, which names the problem and its path
 * @example const recording = parseRecording(JSON.parse(await file.text()));
 */
export function parseRecording(input: unknown): Recording {
  const { format, version } = (input ?? {}) as { format?: unknown; version?: unknown };
  const refuse = (why: string): never => {
    throw new ChatError('INVALID_RECORDING', `This is no recording to read: ${why}.`);
  };
  if (format !== RECORDING_FORMAT) refuse(`its format is ${JSON.stringify(format)}, not "${RECORDING_FORMAT}"`);
  if (version !== RECORDING_VERSION) {
    refuse(
      `it is of version ${JSON.stringify(version)}; this library reads ${RECORDING_VERSION}, so use the one that made it`,
    );
  }
  const parsed = recordingSchema.safeParse(input);
  if (parsed.success) return parsed.data as Recording;
  const [first] = parsed.error.issues;
  return refuse(`${first?.path.join('.')}: ${first?.message || first?.code}`);
}
