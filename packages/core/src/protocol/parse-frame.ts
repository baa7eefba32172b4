import { safeParse } from 'zod/mini';
import type { $ZodType } from 'zod/v4/core';
import { guardShape } from './guard-shape.ts';
import { repairFrame } from './repair-frame.ts';
import {
  type Refusal,
  refusalSchema,
  type ServerEvent,
  type ServerEventName,
  serverEventSchemas,
} from './server-events.ts';

/**
 * How a valid frame is impossible at its position:
 *
 * - `seq-reused`: a different message at a position of the log that is already taken
 * - `seq-gap`: a message that does not follow the last one; the missing ones are requested
 * - `cid-doubled`: one send is in the log twice
 * - `stale-rev`: a revision of thinking or of the dialog that is older than the current one
 * - `rev-too-low`: an answer with an older revision than the thinking before it
 * - `unknown-turn`: a draft or thinking without a turn, or with one that is not in the log
 * - `draft-gap`: a piece of a draft after a lost one; the client waits for the whole text
 * - `foreign-epoch`: a frame of another epoch; `hello` is sent again
 * - `beyond-head`: a read position after the last message
 * - `retry-without-time`: a refusal with `retry` but without the time to wait
 */
export type SequenceRule =
  | 'seq-reused'
  | 'seq-gap'
  | 'cid-doubled'
  | 'stale-rev'
  | 'rev-too-low'
  | 'unknown-turn'
  | 'draft-gap'
  | 'foreign-epoch'
  | 'beyond-head'
  | 'retry-without-time';

/**
 * Why a frame could not be read, was read only in part (`partly-read`: the field in `detail` counts as absent), or was
 * ignored although it is valid. Contains numbers and ids, but no texts.
 */
export interface ProtocolIssue {
  readonly kind: 'unknown-event' | 'malformed' | 'partly-read' | 'too-deep' | 'too-large' | SequenceRule;
  /** The name of the event, or of the request whose answer it was. */
  readonly event: string;
  /** The first problem, for a developer. */
  readonly detail: string;
}

/** The result of parsing a frame: its value, or the reason why there is none. */
export type Parsed<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /** The fields that were left out; absent if everything was read. */
      readonly issues?: readonly ProtocolIssue[];
    }
  | { readonly ok: false; readonly issue: ProtocolIssue };

/** The options of a parser. */
export interface ParseOptions {
  /** Whether every field of a frame must be valid, for checking a server. Default false. */
  readonly strict?: boolean;
}

/**
 * Parses a frame with a schema; one that is too deep or too large is rejected before validation.
 * Never throws.
 *
 * @example const parsed = parseFrame('summary', summarySchema, raw); // { ok: true, value } or { ok: false, issue }
 */
export function parseFrame<T>(
  event: string,
  schema: $ZodType<T>,
  raw: unknown,
  { strict = false }: ParseOptions = {},
): Parsed<T> {
  const shape = guardShape(raw);
  if (shape) return { ok: false, issue: { kind: shape, event, detail: `The frame is ${shape.replace('-', ' ')}.` } };
  const result = safeParse(schema, raw);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const detail = issue ? `${issue.path.join('.') || 'payload'}: ${issue.message || issue.code}` : 'malformed';
  const value = strict ? undefined : repairFrame(schema, raw);
  if (value === undefined) return { ok: false, issue: { kind: 'malformed', event, detail } };
  return { ok: true, value, issues: [{ kind: 'partly-read', event, detail }] };
}

/**
 * Parses a push of the server and tolerates unreadable fields. Never throws.
 *
 * @example const parsed = parseServerEvent('msg', raw); // { ok: true, value } or { ok: false, issue }
 */
export function parseServerEvent(name: string, raw: unknown, options: ParseOptions = {}): Parsed<ServerEvent> {
  if (!Object.hasOwn(serverEventSchemas, name)) {
    return {
      ok: false,
      issue: { kind: 'unknown-event', event: name.slice(0, 64), detail: 'No such event in this version.' },
    };
  }
  const known = name as ServerEventName;
  const parsed = parseFrame(name, serverEventSchemas[known] as $ZodType<unknown>, raw, options);
  return parsed.ok ? { ...parsed, value: { name: known, data: parsed.value } as ServerEvent } : parsed;
}

/**
 * Parses the answer to a request: the result or a refusal. Never throws.
 *
 * @example const answer = parseAck('send', sendAckSchema, raw);
 */
export function parseAck<T>(
  event: string,
  schema: $ZodType<T>,
  raw: unknown,
  options: ParseOptions = {},
): Parsed<T | Refusal> {
  const refused = (raw as { ok?: unknown } | null)?.ok === false;
  return parseFrame<T | Refusal>(event, refused ? refusalSchema : (schema as $ZodType<T | Refusal>), raw, options);
}
