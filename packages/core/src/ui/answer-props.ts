import type { ChatClient } from '../client/chat-client.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { Source } from '../protocol/feedback.ts';
import { MAX_FEEDBACK_REASON_LENGTH } from '../protocol/limits.ts';
import { LINK_PROPS } from '../rich-text/link-props.ts';
import { safeHref } from '../rich-text/safe-url.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { TextsOption } from './props.ts';

/* Props of what belongs to the answer of an agent: its rating, its sources, and the buttons that copy it and ask again. */

/** The arguments of the props of a rating. */
export interface FeedbackPropsInput extends TextsOption {
  readonly message: Message;
  readonly client: Pick<ChatClient, 'feedback'>;
}

/**
 * Props of one of the two buttons that rate an answer. Pressing the pressed one withdraws the rating. Render them for
 * messages with `agent: true`, while `feedbackState.ok`.
 *
 * @example
 * <button {...getFeedbackProps({ message, value: 'up', client: chat })}>👍</button>
 */
export function getFeedbackProps({
  message: { id, feedback },
  value,
  client,
  texts = englishTexts,
}: FeedbackPropsInput & { readonly value: 'up' | 'down' }) {
  const isPressed = feedback?.value === value;
  return {
    type: 'button' as const,
    'data-part': 'feedback',
    'data-value': value,
    'aria-label': texts.t(value === 'up' ? 'rateUp' : 'rateDown'),
    'aria-pressed': isPressed,
    onClick: () => void client.feedback(id, isPressed ? null : value),
  };
}

/** The arguments of `getFeedbackFormProps()`. */
export interface FeedbackFormPropsInput extends FeedbackPropsInput {
  /** Called after the reason was sent, to close the form. */
  readonly onSent?: (() => void) | undefined;
}

/**
 * Props of the form that asks why an answer was rated as bad. It reads the field with `getFeedbackReasonProps()`.
 *
 * @example
 * <form {...getFeedbackFormProps({ message, client: chat, onSent: close })}>
 *   <textarea {...getFeedbackReasonProps()} />
 *   <button>Send</button>
 * </form>
 */
export function getFeedbackFormProps({ message, client, onSent, texts = englishTexts }: FeedbackFormPropsInput) {
  return {
    'data-part': 'feedback-form',
    'aria-label': texts.t('feedbackReason'),
    onSubmit(event: { readonly currentTarget: unknown; preventDefault(): void }) {
      event.preventDefault();
      const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason');
      client.feedback(message.id, message.feedback?.value ?? 'down', String(reason ?? ''));
      onSent?.();
    },
  };
}

/**
 * Props of the field for the reason of a rating.
 *
 * @example <textarea {...getFeedbackReasonProps()} />
 */
export function getFeedbackReasonProps({ texts = englishTexts }: TextsOption = {}) {
  return {
    'data-part': 'feedback-reason',
    name: 'reason',
    rows: 2,
    maxLength: MAX_FEEDBACK_REASON_LENGTH,
    'aria-label': texts.t('feedbackReason'),
    placeholder: texts.t('feedbackReason'),
    dir: 'auto' as const,
  };
}

/**
 * Props of the list of sources below an answer: an ordered list, so that each has its number.
 *
 * @example <ol {...getSourcesProps()}>…</ol>
 */
export function getSourcesProps({ texts = englishTexts }: TextsOption = {}) {
  return { role: 'list' as const, 'data-part': 'sources', 'aria-label': texts.t('sources') };
}

/**
 * Props of a source: a link that opens a new tab, which cannot access this page. Without a safe address it is an `a`
 * without `href`, which is not a link.
 *
 * @example
 * <li>
 *   <a {...getSourceProps(source)}>{source.title}</a>
 * </li>
 */
export function getSourceProps({ title, url }: Source, { texts = englishTexts }: TextsOption = {}) {
  const href = safeHref(url);
  return {
    'data-part': 'source',
    ...(href === null ? {} : { href, ...LINK_PROPS, 'aria-label': `${title} (${texts.t('opensNewTab')})` }),
  };
}

/** The arguments of `getCopyProps()`. */
export interface CopyPropsInput extends TextsOption {
  /** What is copied: for an answer its text, with its Markdown. */
  readonly text: string;
  /** Called with whether the text was copied: the browser may deny access to the clipboard. */
  readonly onCopied: (copied: boolean) => void;
}

/**
 * Props of the button that copies an answer. Say `texts.t('copied')` with the announcer when it was copied.
 *
 * @example <button {...getCopyProps({ text: body.text, onCopied: (ok) => ok && say(texts.t('copied')) })}>Copy</button>
 */
export function getCopyProps({ text, onCopied, texts = englishTexts }: CopyPropsInput) {
  return {
    type: 'button' as const,
    'data-part': 'copy',
    'aria-label': texts.t('copyAnswer'),
    onClick: () => {
      // In a page that is not secure there is no clipboard.
      const copying = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('There is no clipboard.'));
      copying.then(
        () => onCopied(true),
        () => onCopied(false),
      );
    },
  };
}

/**
 * The question of the newest message, if that is the complete answer of an agent: what "ask again" sends. `null` if
 * there is nothing to ask again.
 *
 * @example questionOf(chat.messages.get()) // 'Where is my order?'
 */
export function questionOf(messages: readonly Message[]): string | null {
  const last = messages.at(-1);
  if (!last?.agent || last.streaming) return null;
  for (let index = messages.length - 2; index >= 0; index -= 1) {
    const { from, body } = messages[index] as Message;
    if (from.kind !== 'visitor') continue;
    return body.type === 'text' ? body.text : body.type === 'press' ? body.label : null;
  }
  return null;
}

/** The arguments of `getAskAgainProps()`. */
export interface AskAgainPropsInput extends TextsOption {
  /** What `questionOf()` returned. */
  readonly question: string;
  readonly client: Pick<ChatClient, 'send' | 'can'>;
}

/**
 * Props of the button that sends the question of the last answer again. While sending is blocked it is `aria-disabled`.
 *
 * @example
 * const question = questionOf(messages);
 * return question && <button {...getAskAgainProps({ question, client: chat })}>Ask again</button>;
 */
export function getAskAgainProps({ question, client, texts = englishTexts }: AskAgainPropsInput) {
  return {
    type: 'button' as const,
    'data-part': 'ask-again',
    'aria-label': texts.t('askAgain'),
    'aria-disabled': !client.can('send').ok,
    onClick: () => {
      if (client.can('send').ok) client.send(question);
    },
  };
}
