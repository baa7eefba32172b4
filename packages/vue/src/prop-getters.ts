import * as ui from '@connective-chat/core/ui';
import { toVueProps, type VueProps } from './to-vue-props.ts';

/** A prop getter of core that returns the props of Vue. Written out, so that the declarations name core's types. */
type VueGetter<Getter extends ui.PropGetter> = ui.AdaptedGetter<Getter, VueProps>;

/* The prop getters of core in the shape of `v-bind`. */

/**
 * The button that opens and closes the chat; the unread count is part of its name.
 *
 * @example <button v-bind="getLauncherProps({ panelId: 'chat', open: isOpen, unread, onToggle: toggle })" />
 */
export const getLauncherProps: VueGetter<typeof ui.getLauncherProps> = ui.adaptGetter(ui.getLauncherProps, toVueProps);

/**
 * The chat window: a dialog that leaves the page usable, unless it covers it. Esc closes it.
 *
 * @example <div v-bind="getPanelProps({ id: 'chat', state, onClose: close })">…</div>
 */
export const getPanelProps: VueGetter<typeof ui.getPanelProps> = ui.adaptGetter(ui.getPanelProps, toVueProps);

/**
 * The list of messages: silent, because the announcer speaks; scrollable by keyboard.
 *
 * @example <div ref="log" v-bind="getLogProps()">…</div>
 */
export const getLogProps: VueGetter<typeof ui.getLogProps> = ui.adaptGetter(ui.getLogProps, toVueProps);

/**
 * One message: named by its author, and bound to its error.
 *
 * @example <article v-bind="getMessageProps(message)" />
 */
export const getMessageProps: VueGetter<typeof ui.getMessageProps> = ui.adaptGetter(ui.getMessageProps, toVueProps);

/**
 * What a person or a bot has written: it runs in its own direction.
 *
 * @example <p v-bind="getTextProps()">{{ text }}</p>
 */
export const getTextProps: VueGetter<typeof ui.getTextProps> = ui.adaptGetter(ui.getTextProps, toVueProps);

/**
 * "Agent thinking": the announcer announces it, so the element itself is not a live region.
 *
 * @example <p v-if="thinking" v-bind="getThinkingProps(thinking)">{{ thinking.text }}</p>
 */
export const getThinkingProps: VueGetter<typeof ui.getThinkingProps> = ui.adaptGetter(ui.getThinkingProps, toVueProps);

/**
 * The input. While sending is blocked it keeps the focus and stays writable; the reason is tied to it.
 *
 * @example <textarea v-bind="getComposerProps(composer)" />
 */
export const getComposerProps: VueGetter<typeof ui.getComposerProps> = ui.adaptGetter(ui.getComposerProps, toVueProps);

/**
 * The send button. While sending is blocked it is `aria-disabled`, and it stays in the tab order.
 *
 * @example <button v-bind="getSendButtonProps(composer)">Send</button>
 */
export const getSendButtonProps: VueGetter<typeof ui.getSendButtonProps> = ui.adaptGetter(
  ui.getSendButtonProps,
  toVueProps,
);

/**
 * The input that picks files, of the types that the server takes.
 *
 * @example <input v-bind="getFileInputProps(composer)" />
 */
export const getFileInputProps: VueGetter<typeof ui.getFileInputProps> = ui.adaptGetter(
  ui.getFileInputProps,
  toVueProps,
);

/**
 * The drop target for files, which are added beside the draft.
 *
 * @example <div v-bind="getDropProps(composer)">…</div>
 */
export const getDropProps: VueGetter<typeof ui.getDropProps> = ui.adaptGetter(ui.getDropProps, toVueProps);

/**
 * The reason why sending is blocked, for `reasonId`.
 *
 * @example <p v-bind="getReasonProps(reasonId)">{{ reason }}</p>
 */
export const getReasonProps: VueGetter<typeof ui.getReasonProps> = ui.adaptGetter(ui.getReasonProps, toVueProps);

/**
 * Where the announcer speaks: off screen, and not `hidden`, which would silence it.
 *
 * @example <div ref="announcer" v-bind="getAnnouncerProps()" />
 */
export const getAnnouncerProps: VueGetter<typeof ui.getAnnouncerProps> = ui.adaptGetter(
  ui.getAnnouncerProps,
  toVueProps,
);
