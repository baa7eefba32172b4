import { cidSchema, MAX_TEXT_BYTES } from '@connective-chat/core/protocol';
import * as z from 'zod/mini';

/** Somebody who answers visitors. */
export interface OperatorAccount {
  readonly id: string;
  /** As visitors see it. */
  readonly name: string;
  readonly avatar?: string;
  readonly login: string;
  readonly password: string;
  /** Default `operator`. */
  readonly role?: 'admin' | 'operator';
}

const conversation = z.string().check(z.minLength(1), z.maxLength(64));

/** What an operator's client sends to `/operator`, by event. Every answer is an acknowledgement with `ok`. */
export const operatorEventSchemas = {
  hello: z.object({}),
  open: z.object({ conversation, before: z.optional(z.int().check(z.minimum(1))) }),
  take: z.object({ conversation }),
  send: z.object({
    conversation,
    cid: cidSchema,
    body: z.strictObject({
      type: z.literal('text'),
      text: z.string().check(
        z.minLength(1),
        z.refine((text) => Buffer.byteLength(text) <= MAX_TEXT_BYTES, 'is too long'),
      ),
    }),
  }),
  typing: z.object({ conversation, on: z.boolean() }),
  read: z.object({ conversation, seq: z.int().check(z.minimum(0)) }),
  /** To a colleague, or back to the bot. */
  transfer: z.object({ conversation, to: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))) }),
  close: z.object({ conversation }),
} as const;

export type OperatorEventName = keyof typeof operatorEventSchemas;
export type OperatorEvent<N extends OperatorEventName> = z.infer<(typeof operatorEventSchemas)[N]>;
