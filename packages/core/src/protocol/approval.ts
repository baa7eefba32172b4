import * as z from 'zod/mini';
import { text } from './fields.ts';
import { lazyObject, lazySchema } from './lazy-schema.ts';
import { MAX_APPROVAL_ITEMS, MAX_APPROVAL_LABEL_LENGTH, MAX_APPROVAL_VALUE_LENGTH } from './limits.ts';
import { withoutNulls } from './without-nulls.ts';

/** One value that a tool would be called with, as it is shown to the visitor. */
export interface ApprovalItem {
  readonly label: string;
  readonly value: string;
}

/** The call of a tool that needs the visitor's approval; its text and its two buttons are those of the message. */
export interface Approval {
  /** What the tool does, in the visitor's language. */
  readonly tool: string;
  /** The values that it would be called with. */
  readonly items?: readonly ApprovalItem[] | undefined;
  /** When the approval can no longer be given, in ms since the epoch by the server's clock. Default: no limit. */
  readonly expiresAt?: number | undefined;
}

/** The id of the button that approves. */
export const APPROVE_BUTTON = 'approve';
/** The id of the button that declines. */
export const DECLINE_BUTTON = 'decline';

const approvalSchema = lazySchema(() => z.looseObject({ tool: text }));
const itemSchema = lazyObject(() => ({ label: text, value: text }));

function readItem(raw: unknown): ApprovalItem[] {
  const parsed = z.safeParse(itemSchema, raw);
  if (!parsed.success) return [];
  const { label, value } = parsed.data;
  return [{ label: label.slice(0, MAX_APPROVAL_LABEL_LENGTH), value: value.slice(0, MAX_APPROVAL_VALUE_LENGTH) }];
}

/**
 * Reads the approval of a message, without what cannot be read; `undefined` if it names no tool.
 *
 * @example readApproval({ tool: 'Change the address' })?.tool // 'Change the address'
 */
export function readApproval(raw: unknown): Approval | undefined {
  const parsed = z.safeParse(approvalSchema, withoutNulls(raw));
  if (!parsed.success) return undefined;
  const { tool, items, expiresAt } = parsed.data;
  return {
    tool: tool.slice(0, MAX_APPROVAL_VALUE_LENGTH),
    ...(Array.isArray(items) ? { items: items.slice(0, MAX_APPROVAL_ITEMS).flatMap(readItem) } : {}),
    ...(Number.isFinite(expiresAt) ? { expiresAt: expiresAt as number } : {}),
  };
}

/** The approval that a message asks for. One that cannot be read does not make the message unreadable. */
export const approvalFieldSchema = lazySchema(() => z.optional(z.pipe(z.unknown(), z.transform(readApproval))));
