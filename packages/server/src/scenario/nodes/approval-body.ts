import { localize } from '@connective-chat/contracts/scenario';
import {
  APPROVE_BUTTON,
  type BodyOf,
  DECLINE_BUTTON,
  MAX_APPROVAL_ITEMS,
  MAX_APPROVAL_LABEL_LENGTH,
  MAX_APPROVAL_VALUE_LENGTH,
} from '@connective-chat/core/protocol';
import { argumentText, lookupWithCall } from '../call-values.ts';
import { DEFAULT_APPROVAL_TEXT, DEFAULT_APPROVE_LABEL, DEFAULT_DECLINE_LABEL } from '../default-texts.ts';
import type { ApprovalRequest, StepContext } from '../interpreter.types.ts';
import { textBody } from './text-body.ts';

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** The question whether a tool may be called, with its buttons. */
export function approvalBody(
  { title, texts, question, input, expiresAt }: ApprovalRequest,
  { locale, lookup, now }: Pick<StepContext, 'locale' | 'lookup' | 'now'>,
): BodyOf<'text'> {
  const names = texts.items
    ? Object.keys(texts.items).filter((name) => Object.hasOwn(input, name))
    : Object.keys(input);
  const items = names.slice(0, MAX_APPROVAL_ITEMS).map((name) => ({
    label: cut(localize(texts.items?.[name] ?? name, locale), MAX_APPROVAL_LABEL_LENGTH),
    value: cut(argumentText(input[name]), MAX_APPROVAL_VALUE_LENGTH),
  }));
  const button = (id: string, label: string) => ({ id, label, action: { type: 'reply' as const } });
  const until = expiresAt ?? (texts.ttlMs === undefined ? undefined : now() + texts.ttlMs);
  const asked =
    question === undefined
      ? textBody(texts.text ?? DEFAULT_APPROVAL_TEXT, 'plain', { locale, lookup: lookupWithCall(input, lookup) })
      : textBody('{{question}}', 'plain', { locale, lookup }, { question });
  return {
    ...asked,
    buttons: [
      [
        button(APPROVE_BUTTON, localize(texts.approve ?? DEFAULT_APPROVE_LABEL, locale)),
        button(DECLINE_BUTTON, localize(texts.decline ?? DEFAULT_DECLINE_LABEL, locale)),
      ],
    ],
    approval: {
      tool: cut(title, MAX_APPROVAL_VALUE_LENGTH),
      ...(items.length > 0 ? { items } : {}),
      ...(until === undefined ? {} : { expiresAt: until }),
    },
  };
}
