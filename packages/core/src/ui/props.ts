import type { Thinking } from '../client/chat-state.types.ts';
import type { Message } from '../conversation/message.types.ts';
import type { OverdueChoice } from '../protocol/overdue.ts';
import type { ThinkingStep } from '../protocol/thinking-steps.ts';
import { describeAuthor } from '../rich-text/describe-body.ts';
import { englishTexts } from '../texts/english-texts.ts';
import type { Texts } from '../texts/texts.types.ts';
import type { Composer } from './composer.ts';
import type { PanelState } from './panel.ts';
import { MESSAGE_ID_ATTRIBUTE } from './scroll-anchor.ts';
import type { KeyPress } from './submit-key.ts';

/*
 * Prop getters: the props that make an element accessible. They are pure functions of the state and return props in
 * React's format. `adaptGetter()` converts them for another framework (those of `@connective-chat/vue` are converted),
 * and `applyProps()` sets them on a DOM element. `data-part` and the `data-*` states are for style sheets and tests.
 */

/** The option of every prop getter that sets an accessible name. */
export interface TextsOption {
  /** The strings of the interface. Default English. */
  readonly texts?: Texts | undefined;
}

/** The arguments of `getLauncherProps()`. */
export interface LauncherPropsInput extends TextsOption {
  readonly panelId: string;
  readonly open: boolean;
  readonly unread: number;
  readonly onToggle: () => void;
}

/**
 * Props of the button that opens and closes the chat. Its name contains the unread count.
 *
 * @example <button {...getLauncherProps({ panelId: 'chat', open, unread, onToggle: toggle })} />
 */
export function getLauncherProps({ panelId, open, unread, onToggle, texts = englishTexts }: LauncherPropsInput) {
  const name = open ? texts.t('closeChat') : texts.t('openChat');
  return {
    type: 'button' as const,
    'data-part': 'launcher',
    'data-state': open ? 'open' : 'closed',
    'aria-label': unread > 0 && !open ? `${name}, ${texts.t('unread', { n: unread })}` : name,
    'aria-haspopup': 'dialog' as const,
    'aria-expanded': open,
    'aria-controls': panelId,
    onClick: () => onToggle(),
  };
}

/** The arguments of `getPanelProps()`. */
export interface PanelPropsInput extends TextsOption {
  readonly id: string;
  readonly state: PanelState;
  readonly onClose: () => void;
  /** The accessible name. Default `texts.t('title')`. */
  readonly label?: string | undefined;
}

/**
 * Props of the chat window: a dialog, which is modal only if it covers the page. Esc closes it.
 *
 * @example <div {...getPanelProps({ id: 'chat', state, onClose: close })}>…</div>
 */
export function getPanelProps({ id, state, onClose, texts = englishTexts, label = texts.t('title') }: PanelPropsInput) {
  return {
    id,
    role: 'dialog' as const,
    'data-part': 'panel',
    'data-state': state.open ? 'open' : 'closed',
    'aria-label': label,
    'aria-modal': state.modal ? (true as const) : undefined,
    hidden: !state.open,
    tabIndex: -1,
    onKeyDown(event: KeyPress) {
      // Esc during IME composition cancels the composition, not the panel.
      if (event.key !== 'Escape' || event.isComposing || event.nativeEvent?.isComposing) return;
      event.preventDefault();
      onClose();
    },
  };
}

/**
 * Props of the message list. It is not a live region, because the announcer speaks, and it can be scrolled by keyboard.
 *
 * @example <div ref={log} {...getLogProps()}>…</div>
 */
export function getLogProps({ texts = englishTexts }: TextsOption = {}) {
  return {
    role: 'log' as const,
    'data-part': 'log',
    'aria-live': 'off' as const,
    'aria-label': texts.t('messages'),
    tabIndex: 0,
  };
}

/**
 * The id of the element that shows why a message was not sent.
 *
 * @example
 * ```ts
 * messageErrorId('m1'); // 'm1-error', for `aria-describedby`
 * ```
 */
export const messageErrorId = (messageId: string) => `${messageId}-error`;

/**
 * Props of one message: named by its author, and described by its error.
 *
 * @example <article {...getMessageProps(message)} />
 */
export function getMessageProps(message: Message, { texts = englishTexts }: TextsOption = {}) {
  const failed = message.delivery === 'failed' || message.delivery === 'expired';
  return {
    role: 'article' as const,
    'data-part': 'message',
    [MESSAGE_ID_ATTRIBUTE]: message.id,
    'data-from': message.from.kind,
    'data-delivery': message.delivery,
    'aria-label': describeAuthor(message, texts) || texts.t('message'),
    'aria-busy': message.streaming,
    'aria-describedby': failed ? messageErrorId(message.id) : undefined,
  };
}

/**
 * Props of an element with a text of a person or a bot: its direction follows its content. Set them on the text only,
 * because a whole row would change sides with its direction.
 *
 * @example <p {...getTextProps()}>{text}</p>
 */
export function getTextProps() {
  return { dir: 'auto' as const };
}

/**
 * Props of the "agent thinking" element. It is not a live region, because the announcer speaks.
 *
 * @example {thinking && <p {...getThinkingProps(thinking)}>{thinking.text}</p>}
 */
export function getThinkingProps(thinking: Thinking) {
  return {
    role: 'status' as const,
    'data-part': 'thinking',
    'data-stage': thinking.stage ?? undefined,
    'aria-live': 'off' as const,
    dir: 'auto' as const,
  };
}

/**
 * Props of the element with the words and choices after the deadline. Like the thinking row it is no live region,
 * because the announcer speaks.
 *
 * @example {overdue && <div {...getOverdueProps()}>{describeOverdue(overdue, texts)}</div>}
 */
export function getOverdueProps() {
  return { 'data-part': 'overdue', dir: 'auto' as const };
}

/**
 * Props of the button of one choice after the deadline; `describeChoice()` gives its label.
 *
 * @example
 * <button {...getChoiceProps({ choice, onChoose: chooseOverdue })}>{describeChoice(choice, texts)}</button>
 */
export function getChoiceProps({
  choice,
  onChoose,
}: {
  readonly choice: OverdueChoice;
  readonly onChoose: (choice: OverdueChoice) => unknown;
}) {
  return {
    type: 'button' as const,
    'data-part': 'choice',
    'data-choice': choice,
    onClick: () => void onChoose(choice),
  };
}

/** The input of the props of a list of steps and of its button. */
export interface StepsPropsInput {
  /** The id of the list. */
  readonly id: string;
  readonly open: boolean;
}

/**
 * The button above an answer that shows and hides the steps behind it; `describeSteps()` gives its text.
 *
 * @example <button {...getStepsProps({ id: 'steps', open, onToggle: toggle })}>{describeSteps(steps, texts).text}</button>
 */
export function getStepsProps({ id, open, onToggle }: StepsPropsInput & { readonly onToggle: () => void }) {
  return {
    type: 'button' as const,
    'data-part': 'steps',
    'data-state': open ? 'open' : 'closed',
    'aria-expanded': open,
    'aria-controls': id,
    onClick: () => onToggle(),
  };
}

/**
 * The list of steps. While the agent works it is open, above the text of the running step.
 *
 * @example <ol {...getStepListProps({ id: 'steps', open })}>…</ol>
 */
export function getStepListProps({ id, open }: StepsPropsInput) {
  return { id, role: 'list' as const, 'data-part': 'step-list', hidden: !open };
}

/**
 * One step; its state is data for style sheets. The text says what was done, so a UI adds the state in words only if
 * the step failed or was skipped (`stepFailed`, `stepSkipped`).
 *
 * @example <li {...getStepProps(step)}>{step.text}</li>
 */
export function getStepProps(step: ThinkingStep) {
  return { 'data-part': 'step', 'data-state': step.state };
}

/** The arguments of `getComposerProps()`. */
export interface ComposerPropsInput extends TextsOption {
  /** The id of the element with the reason why sending is blocked, while there is one. */
  readonly reasonId?: string | undefined;
}

/**
 * Props of the text input. While sending is blocked it stays focused and editable, and is described by the reason.
 *
 * @example <textarea {...getComposerProps(composer)} />
 */
export function getComposerProps(composer: Composer, { texts = englishTexts, reasonId }: ComposerPropsInput = {}) {
  const { draft, blocked } = composer.get();
  return {
    'data-part': 'input',
    value: draft,
    rows: 1,
    'aria-label': texts.t('message'),
    'aria-describedby': blocked ? reasonId : undefined,
    autoComplete: 'off',
    enterKeyHint: 'send' as const,
    dir: 'auto' as const,
    onChange: (event: { readonly target: unknown }) =>
      composer.setDraft((event.target as HTMLTextAreaElement | HTMLInputElement).value),
    onKeyDown: (event: KeyPress) => composer.onKeyDown(event),
    onPaste: (event: FileEvent) => takeFiles(composer, event, event.clipboardData?.files),
  };
}

/** The part of a paste or drop event that is used: a native event or React's. */
interface FileEvent {
  readonly clipboardData?: DataTransfer | null;
  readonly dataTransfer?: DataTransfer | null;
  preventDefault(): void;
}

function takeFiles(composer: Composer, event: FileEvent, files: FileList | undefined): void {
  // If the server accepts no files, the page handles the event.
  if (!files || files.length === 0 || !composer.get().accept) return;
  event.preventDefault();
  composer.attach(files);
}

/**
 * Props of the file input, with the types that the server accepts.
 *
 * @example <input {...getFileInputProps(composer)} />
 */
export function getFileInputProps(composer: Composer, { texts = englishTexts }: TextsOption = {}) {
  return {
    type: 'file' as const,
    'data-part': 'file-input',
    multiple: true,
    accept: composer.get().accept,
    'aria-label': texts.t('attach'),
    onChange(event: { readonly target: unknown }) {
      const input = event.target as HTMLInputElement;
      composer.attach(input.files ?? []);
      // Otherwise picking the same file again would not fire an event.
      input.value = '';
    },
  };
}

/**
 * Props of the drop target for files: a dropped file is added to the draft instead of being opened by the browser.
 *
 * @example <div {...getDropProps(composer)}>…</div>
 */
export function getDropProps(composer: Composer) {
  return {
    onDragOver(event: FileEvent) {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    },
    onDrop: (event: FileEvent) => takeFiles(composer, event, event.dataTransfer?.files),
  };
}

/**
 * Props of the send button. While sending is blocked it is `aria-disabled` and stays in the tab order.
 *
 * @example <button {...getSendButtonProps(composer)}>Send</button>
 */
export function getSendButtonProps(composer: Composer, { texts = englishTexts, reasonId }: ComposerPropsInput = {}) {
  const { canSend, blocked } = composer.get();
  return {
    type: 'button' as const,
    'data-part': 'send',
    'aria-label': texts.t('send'),
    'aria-disabled': !canSend,
    'aria-describedby': blocked ? reasonId : undefined,
    onClick: (event?: { readonly detail?: number }) => {
      // The second click of a double click on the stop button must not send the draft.
      if (composer.get().canSend && (event?.detail ?? 0) < 2) composer.send();
    },
  };
}

/**
 * Props of the button that stops the agent's answer. While `stopButton` of the composer is not `null`, render it
 * instead of the send button and as the same element, so that the focus stays on the button when the answer ends.
 *
 * @example
 * <button {...(stopButton ? getStopProps(composer) : getSendButtonProps(composer))}>…</button>
 */
export function getStopProps(composer: Composer, { texts = englishTexts }: TextsOption = {}) {
  const isBusy = composer.get().stopButton === 'busy';
  return {
    type: 'button' as const,
    'data-part': 'stop',
    'aria-label': texts.t(isBusy ? 'stopping' : 'stop'),
    'aria-disabled': isBusy,
    'aria-describedby': undefined,
    onClick: () => {
      if (composer.get().stopButton === 'enabled') composer.stop();
    },
  };
}

/**
 * Props of the element with the reason why sending is blocked.
 *
 * @example <p {...getReasonProps('why')}>{reason}</p>
 */
export function getReasonProps(id: string) {
  return { id, 'data-part': 'reason' };
}

/**
 * Props of the announcer's element: visually hidden, but not `hidden`, because screen readers ignore hidden elements.
 *
 * @example <div ref={announcer} {...getAnnouncerProps()} />
 */
export function getAnnouncerProps() {
  return {
    'data-part': 'announcer',
    style: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      margin: '-1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
      whiteSpace: 'nowrap',
    } as const,
  };
}
