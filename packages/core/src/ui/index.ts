export { actionsOf, type ChatActions } from './actions.ts';
export { type Announcer, type AnnouncerOptions, createAnnouncer } from './announcer.ts';
export {
  type BoundClient,
  bindOptions,
  type InitialOption,
  isChatClient,
  type LiveOption,
  RESTARTING_OPTIONS,
  type RestartingOption,
} from './bind-options.ts';
export { CHAT_STATE_KEYS, type ChatState, firstStateOf, readState } from './chat-state.ts';
export { type Blocked, type Composer, type ComposerFile, type ComposerState, createComposer } from './composer.ts';
export { describeAuthor, describeBody, describeMessage } from './describe-message.ts';
export { formatBadge, keepRead } from './keep-read.ts';
export { englishLabels } from './labels/english.ts';
export type { Labels } from './labels/labels.types.ts';
export { loadLabels } from './labels/load-labels.ts';
export { russianLabels } from './labels/russian.ts';
export { ukrainianLabels } from './labels/ukrainian.ts';
export { createPanel, type Panel, type PanelOptions, type PanelState } from './panel.ts';
export {
  applyProps,
  type ComposerPropsInput,
  getAnnouncerProps,
  getComposerProps,
  getDropProps,
  getFileInputProps,
  getLauncherProps,
  getLogProps,
  getMessageProps,
  getPanelProps,
  getReasonProps,
  getSendButtonProps,
  getTextProps,
  getThinkingProps,
  type LauncherPropsInput,
  messageErrorId,
  type PanelPropsInput,
  toVueProps,
} from './props.ts';
export { parseRichText, type RichBlock, type RichInline, safeHref, stripMarkdown } from './rich-text.ts';
export {
  createScrollAnchor,
  type ScrollAnchor,
  type ScrollAnchorOptions,
  type ScrollAnchorState,
} from './scroll-anchor.ts';
export { isSubmitKey, type KeyPress } from './submit-key.ts';
