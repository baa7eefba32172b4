import * as z from 'zod/mini';
import { approvalFieldSchema } from './approval.ts';
import { flag, maybeFlag, maybeNumber, maybeText, text } from './fields.ts';
import { lazyObject, lazySchema } from './lazy-schema.ts';
import { withoutNulls } from './without-nulls.ts';

/* The content of a message. */

/** The action of a button: an answer, a link, or a jump to an entry point of the scenario. */
const buildButtonAction = () =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('reply') }),
    z.object({ type: z.literal('url'), url: text }),
    z.object({ type: z.literal('alias'), alias: text }),
  ]);

/** A button, with what pressing it does. */
export const buttonSchema = lazyObject(() => ({ id: text, label: text, action: buildButtonAction() }));
/**
 * A button under a message (`buttons`) or in the reply keyboard (`keyboard`). For `reply` and `alias` call
 * `chat.press(messageId, button)`; render `url` as a link with `safeHref(button.action.url)`.
 */
export type Button = z.infer<typeof buttonSchema>;

/** The bodies that this version can read. */
function buildKnownBodies() {
  const buttonRowsSchema = z.array(z.array(buttonSchema));

  /** A text, optionally with rows of buttons or a reply keyboard. */
  const textBodySchema = z.object({
    type: z.literal('text'),
    text,
    format: z._default(z.enum(['plain', 'markdown']), 'plain'),
    /** Rows of buttons under the message. */
    buttons: z.optional(buttonRowsSchema),
    /** Rows of the reply keyboard, shown instead of quick replies. */
    keyboard: z.optional(buttonRowsSchema),
    /** Whether the buttons may be pressed more than once. */
    repeatable: maybeFlag,
    /** The call of a tool that the visitor approves or declines by the buttons `approve` and `decline`. */
    approval: approvalFieldSchema,
  });

  /** An image, given by its file or its URL; sizes in pixels. */
  const imageBodySchema = z.object({
    type: z.literal('image'),
    fileId: maybeText,
    url: maybeText,
    alt: z._default(text, ''),
    width: maybeNumber,
    height: maybeNumber,
  });

  /** A file; `size` in bytes. */
  const fileBodySchema = z.object({
    type: z.literal('file'),
    fileId: text,
    name: text,
    size: z.number(),
    mime: text,
    /** A short-lived URL that gives access without further credentials, created when the message is read. */
    url: maybeText,
  });

  /** A row of cards, each with its own buttons. */
  const cardsBodySchema = z.object({
    type: z.literal('cards'),
    items: z.array(
      z.object({
        title: text,
        text: maybeText,
        image: z.optional(z.object({ url: text, alt: z._default(text, '') })),
        buttons: z.optional(z.array(buttonSchema)),
      }),
    ),
    repeatable: maybeFlag,
  });

  /** A request to rate, from 1 to `scale`. */
  const ratingBodySchema = z.object({
    type: z.literal('rating'),
    prompt: text,
    scale: z.literal([5, 10]),
    comment: z._default(flag, false),
  });

  /** An event of the conversation, such as an operator who joined. */
  const noticeBodySchema = z.object({ type: z.literal('notice'), event: text, text });

  /** The visitor pressed a button of a message. */
  const pressBodySchema = z.object({
    type: z.literal('press'),
    messageId: text,
    buttonId: text,
    label: text,
  });
  /** The visitor jumps to an entry point of the scenario. */
  const aliasBodySchema = z.object({ type: z.literal('alias'), alias: text });
  /** The visitor answers a request to rate. */
  const rateBodySchema = z.object({
    type: z.literal('rate'),
    messageId: text,
    score: z.number(),
    comment: maybeText,
  });
  /** The visitor requests an operator. */
  const requestOperatorBodySchema = z.object({ type: z.literal('request_operator') });
  /** The visitor leaves the queue. */
  const leaveQueueBodySchema = z.object({ type: z.literal('leave_queue') });
  /** The visitor ends the dialog. */
  const closeBodySchema = z.object({ type: z.literal('close') });
  /** An erased message, which keeps its position. */
  const erasedBodySchema = z.object({ type: z.literal('erased') });
  /** The text of an earlier message was corrected. */
  const editBodySchema = z.object({ type: z.literal('edit'), messageId: text, body: textBodySchema });
  /** An earlier message was erased. */
  const eraseBodySchema = z.object({ type: z.literal('erase'), messageId: text });

  return z.discriminatedUnion('type', [
    textBodySchema,
    imageBodySchema,
    fileBodySchema,
    cardsBodySchema,
    ratingBodySchema,
    noticeBodySchema,
    pressBodySchema,
    aliasBodySchema,
    rateBodySchema,
    requestOperatorBodySchema,
    leaveQueueBodySchema,
    closeBodySchema,
    erasedBodySchema,
    editBodySchema,
    eraseBodySchema,
  ]);
}

/** Built with the first message that is read. */
let knownBodies: ReturnType<typeof buildKnownBodies> | undefined;

/** A body that this client cannot read. A UI shows a fallback, and the message keeps its position in the log. */
export interface UnsupportedBody {
  readonly type: 'unsupported';
  /** The type of the original body; `null` if it had none. */
  readonly originalType: string | null;
}

/**
 * The content of a message: a union by `type`, whose fields TypeScript knows after a check of `type`. A body that this
 * version cannot read is `unsupported`.
 *
 * @example const text = body.type === 'text' ? body.text : '';
 */
export type Body = z.infer<ReturnType<typeof buildKnownBodies>> | UnsupportedBody;
/** The body of one type, e.g. `BodyOf<'cards'>`. */
export type BodyOf<T extends Body['type']> = Extract<Body, { type: T }>;

/**
 * Parses a body; one that cannot be read becomes `unsupported`.
 *
 * @example parseBody({ type: 'hologram' }) // { type: 'unsupported', originalType: 'hologram' }
 */
function parseBody(raw: unknown): Body {
  knownBodies ??= buildKnownBodies();
  const known = knownBodies.safeParse(raw);
  if (known.success) return known.data;
  // It may be readable if null counts as absent.
  const again = knownBodies.safeParse(withoutNulls(raw));
  if (again.success) return again.data;
  const type = (raw as { readonly type?: unknown } | null | undefined)?.type;
  return { type: 'unsupported', originalType: typeof type === 'string' ? type.slice(0, 64) : null };
}

/** Any body. An unknown type, or a body that does not match its type, becomes `unsupported`. */
export const bodySchema = lazySchema(() => z.pipe(z.optional(z.unknown()), z.transform(parseBody)));

/** The bodies that a visitor may send. */
export type VisitorBody = BodyOf<
  'text' | 'image' | 'file' | 'press' | 'alias' | 'rate' | 'request_operator' | 'leave_queue' | 'close'
>;
