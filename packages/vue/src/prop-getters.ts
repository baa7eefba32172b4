import * as ui from '@connective-chat/core/ui';
import { toVueProps, type VueProps } from './to-vue-props.ts';

/** A prop getter of core that returns Vue's props. An explicit type, so that the declarations refer to core's types. */
type VueGetter<Getter extends ui.PropGetter> = ui.AdaptedGetter<Getter, VueProps>;

/* The prop getters of core, adapted to `v-bind`. */

/**
 * Props of the button that opens and closes the chat. Its name contains the unread count.
 *
 * @example <button v-bind="getLauncherProps({ panelId: 'chat', open: isOpen, unread, onToggle: toggle })" />
 */
export const getLauncherProps: VueGetter<typeof ui.getLauncherProps> = ui.adaptGetter(ui.getLauncherProps, toVueProps);

/**
 * Props of the chat window: a dialog, which is modal only if it covers the page. Esc closes it.
 *
 * @example <div v-bind="getPanelProps({ id: 'chat', state, onClose: close })">…</div>
 */
export const getPanelProps: VueGetter<typeof ui.getPanelProps> = ui.adaptGetter(ui.getPanelProps, toVueProps);

/**
 * Props of the message list. It is not a live region, because the announcer speaks, and it can be scrolled by keyboard.
 *
 * @example <div ref="log" v-bind="getLogProps()">…</div>
 */
export const getLogProps: VueGetter<typeof ui.getLogProps> = ui.adaptGetter(ui.getLogProps, toVueProps);

/**
 * Props of one message: named by its author, and described by its error.
 *
 * @example <article v-bind="getMessageProps(message)" />
 */
export const getMessageProps: VueGetter<typeof ui.getMessageProps> = ui.adaptGetter(ui.getMessageProps, toVueProps);

/**
 * Props of an element with a text of a person or a bot: its direction follows its content.
 *
 * @example <p v-bind="getTextProps()">{{ text }}</p>
 */
export const getTextProps: VueGetter<typeof ui.getTextProps> = ui.adaptGetter(ui.getTextProps, toVueProps);

/**
 * Props of the "agent thinking" element. It is not a live region, because the announcer speaks.
 *
 * @example <p v-if="thinking" v-bind="getThinkingProps(thinking)">{{ thinking.text }}</p>
 */
export const getThinkingProps: VueGetter<typeof ui.getThinkingProps> = ui.adaptGetter(ui.getThinkingProps, toVueProps);

/**
 * Props of the element with the words and choices after the deadline.
 *
 * @example <div v-if="overdue" v-bind="getOverdueProps()">…</div>
 */
export const getOverdueProps: VueGetter<typeof ui.getOverdueProps> = ui.adaptGetter(ui.getOverdueProps, toVueProps);

/**
 * Props of the button of one choice after the deadline.
 *
 * @example <button v-bind="getChoiceProps({ choice, onChoose: chooseOverdue })">…</button>
 */
export const getChoiceProps: VueGetter<typeof ui.getChoiceProps> = ui.adaptGetter(ui.getChoiceProps, toVueProps);

/**
 * The button above an answer that shows and hides the steps behind it.
 *
 * @example <button v-bind="getStepsProps({ id: 'steps', open, onToggle: toggle })">…</button>
 */
export const getStepsProps: VueGetter<typeof ui.getStepsProps> = ui.adaptGetter(ui.getStepsProps, toVueProps);

/**
 * The list of steps.
 *
 * @example <ol v-bind="getStepListProps({ id: 'steps', open })">…</ol>
 */
export const getStepListProps: VueGetter<typeof ui.getStepListProps> = ui.adaptGetter(ui.getStepListProps, toVueProps);

/**
 * One step, with its state as data for style sheets.
 *
 * @example <li v-bind="getStepProps(step)">{{ step.text }}</li>
 */
export const getStepProps: VueGetter<typeof ui.getStepProps> = ui.adaptGetter(ui.getStepProps, toVueProps);

/**
 * Props of one of the two buttons that rate an answer. Pressing the pressed one withdraws the rating.
 *
 * @example <button v-bind="getFeedbackProps({ message, value: 'up', client: chat })">👍</button>
 */
export const getFeedbackProps: VueGetter<typeof ui.getFeedbackProps> = ui.adaptGetter(ui.getFeedbackProps, toVueProps);

/**
 * Props of the form that asks why an answer was rated as bad.
 *
 * @example <form v-bind="getFeedbackFormProps({ message, client: chat, onSent: close })">…</form>
 */
export const getFeedbackFormProps: VueGetter<typeof ui.getFeedbackFormProps> = ui.adaptGetter(
  ui.getFeedbackFormProps,
  toVueProps,
);

/**
 * Props of the field for the reason of a rating.
 *
 * @example <textarea v-bind="getFeedbackReasonProps()" />
 */
export const getFeedbackReasonProps: VueGetter<typeof ui.getFeedbackReasonProps> = ui.adaptGetter(
  ui.getFeedbackReasonProps,
  toVueProps,
);

/**
 * Props of the list of sources below an answer: an ordered list, so that each has its number.
 *
 * @example <ol v-bind="getSourcesProps()">…</ol>
 */
export const getSourcesProps: VueGetter<typeof ui.getSourcesProps> = ui.adaptGetter(ui.getSourcesProps, toVueProps);

/**
 * Props of a source: a link that opens a new tab, which cannot access this page.
 *
 * @example <a v-bind="getSourceProps(source)">{{ source.title }}</a>
 */
export const getSourceProps: VueGetter<typeof ui.getSourceProps> = ui.adaptGetter(ui.getSourceProps, toVueProps);

/**
 * Props of the button that copies an answer.
 *
 * @example <button v-bind="getCopyProps({ text, onCopied })">Copy</button>
 */
export const getCopyProps: VueGetter<typeof ui.getCopyProps> = ui.adaptGetter(ui.getCopyProps, toVueProps);

/**
 * Props of the button that sends the question of the last answer again.
 *
 * @example <button v-if="question" v-bind="getAskAgainProps({ question, client: chat })">Ask again</button>
 */
export const getAskAgainProps: VueGetter<typeof ui.getAskAgainProps> = ui.adaptGetter(ui.getAskAgainProps, toVueProps);

/**
 * Props of the group that shows what a tool will do, with the buttons to approve and to decline it.
 *
 * @example <section v-bind="getApprovalProps({ approval, textId })">…</section>
 */
export const getApprovalProps: VueGetter<typeof ui.getApprovalProps> = ui.adaptGetter(ui.getApprovalProps, toVueProps);

/**
 * Props of one of the two buttons of an approval. While the answer is being sent both are `aria-disabled`.
 *
 * @example <button v-bind="getApprovalButtonProps({ approval, choice: 'approve', onAnswer: answer })">…</button>
 */
export const getApprovalButtonProps: VueGetter<typeof ui.getApprovalButtonProps> = ui.adaptGetter(
  ui.getApprovalButtonProps,
  toVueProps,
);

/**
 * Props of the text input. While sending is blocked it stays focused and editable, and is described by the reason.
 *
 * @example <textarea v-bind="getComposerProps(composer)" />
 */
export const getComposerProps: VueGetter<typeof ui.getComposerProps> = ui.adaptGetter(ui.getComposerProps, toVueProps);

/**
 * Props of the send button. While sending is blocked it is `aria-disabled` and stays in the tab order.
 *
 * @example <button v-bind="getSendButtonProps(composer)">Send</button>
 */
export const getSendButtonProps: VueGetter<typeof ui.getSendButtonProps> = ui.adaptGetter(
  ui.getSendButtonProps,
  toVueProps,
);

/**
 * Props of the button that stops the agent's answer, shown instead of the send button.
 *
 * @example <button v-bind="stopButton ? getStopProps(composer) : getSendButtonProps(composer)">…</button>
 */
export const getStopProps: VueGetter<typeof ui.getStopProps> = ui.adaptGetter(ui.getStopProps, toVueProps);

/**
 * Props of the file input, with the types that the server accepts.
 *
 * @example <input v-bind="getFileInputProps(composer)" />
 */
export const getFileInputProps: VueGetter<typeof ui.getFileInputProps> = ui.adaptGetter(
  ui.getFileInputProps,
  toVueProps,
);

/**
 * Props of the drop target for files: a dropped file is added to the draft.
 *
 * @example <div v-bind="getDropProps(composer)">…</div>
 */
export const getDropProps: VueGetter<typeof ui.getDropProps> = ui.adaptGetter(ui.getDropProps, toVueProps);

/**
 * Props of the element with the reason why sending is blocked.
 *
 * @example <p v-bind="getReasonProps(reasonId)">{{ reason }}</p>
 */
export const getReasonProps: VueGetter<typeof ui.getReasonProps> = ui.adaptGetter(ui.getReasonProps, toVueProps);

/**
 * Props of the announcer's element: visually hidden, but not `hidden`, because screen readers ignore hidden elements.
 *
 * @example <div ref="announcer" v-bind="getAnnouncerProps()" />
 */
export const getAnnouncerProps: VueGetter<typeof ui.getAnnouncerProps> = ui.adaptGetter(
  ui.getAnnouncerProps,
  toVueProps,
);
