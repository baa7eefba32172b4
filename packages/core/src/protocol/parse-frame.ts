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
 * The problem of a frame that is well formed but impossible at its position:
 *
 * - `seq-reused`: another message at a place of the log that is taken
 * - `seq-gap`: a message that does not follow the last one; the missing ones are requested
 * - `cid-doubled`: one send appears twice in the log
 * - `stale-rev`: a revision of thinking or of the dialog that a newer one replaced
 * - `rev-too-low`: an answer with an older revision than the thinking before it
 * - `unknown-turn`: a draft or a thinking of no turn, or of one that the log does not have
 * - `draft-gap`: a piece of a draft after one that never came; the whole text is waited for
 * - `foreign-epoch`: something of another generation of the store; `hello` is said again
 * - `beyond-head`: read up to a message that does not exist
 * - `retry-without-time`: "later", and not how much later
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
 * Why a frame was not understood, was understood in part (`partly-read`: the field that `detail` names counts as
 * absent), or was ignored although it was readable. It contains numbers and ids, but no texts.
 */
export interface ProtocolIssue {
  readonly kind: 'unknown-event' | 'malformed' | 'partly-read' | 'too-deep' | 'too-large' | SequenceRule;
  /** The name of the event, or of the request whose answer it was. */
  readonly event: string;
  /** The first thing that was wrong, for a developer. */
  readonly detail: string;
}

/** The result of parsing a frame: its value, or the reason why there is none. */
export type Parsed<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /** What was left out of it; absent where everything was read. */
      readonly issues?: readonly ProtocolIssue[];
    }
  | { readonly ok: false; readonly issue: ProtocolIssue };

/** How a frame is read. */
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
 * Parses a push of the server tolerantly. Never throws.
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
