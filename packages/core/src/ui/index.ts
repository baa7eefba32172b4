export { Subscribers } from '../lib/subscribers.ts';
export { warnUnknownChoice, warnUnknownNames } from '../lib/warn-unknown.ts';
export { describeAuthor } from '../rich-text/describe-body.ts';
export { LINK_PROPS } from '../rich-text/link-props.ts';
export { parsePlainText } from '../rich-text/parse-plain-text.ts';
export {
  type CreateRichElement,
  createRichTextRenderer,
  type RichProps,
  type RichTag,
  type RichTextRenderer,
  renderRichText,
} from '../rich-text/render-rich-text.ts';
export type { ColumnAlignment, PlainNode, RichCell, RichListItem, RichNode } from '../rich-text/rich-node.types.ts';
export { safeHref, safeSource } from '../rich-text/safe-url.ts';
export { createTexts } from '../texts/create-texts.ts';
export { directionOf } from '../texts/direction-of.ts';
export { english } from '../texts/english.ts';
export { englishTexts } from '../texts/english-texts.ts';
export { loadDictionary, loadTexts } from '../texts/load-texts.ts';
export { russian } from '../texts/russian.ts';
export { supportedLocale } from '../texts/supported-locale.ts';
export type { PluralText, TextDictionary, Texts, TextValues } from '../texts/texts.types.ts';
export { ukrainian } from '../texts/ukrainian.ts';
export { actionsOf, type ChatActions } from './actions.ts';
export {
  type AdaptedGetter,
  adaptGetter,
  type ElementProps,
  eventOfHandler,
  isHandlerName,
  type PropGetter,
} from './adapt-getter.ts';
export { type AnnouncerOptions, createAnnouncer } from './announcer/announcer.ts';
export { type AnnouncementSource, type Announcer, createSpeaker, type Speaker } from './announcer/create-speaker.ts';
export { Interruption, type InterruptionAnnouncements } from './announcer/interruption.ts';
export { type GrowingAnswer, StreamedAnswers, type StreamedAnswersParts } from './announcer/streamed-answers.ts';
export {
  type AskAgainPropsInput,
  type CopyPropsInput,
  type FeedbackFormPropsInput,
  type FeedbackPropsInput,
  getAskAgainProps,
  getCopyProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
  getSourceProps,
  getSourcesProps,
  questionOf,
} from './answer-props.ts';
export { applyProps } from './apply-props.ts';
export { type ApprovalModel, type ApprovalOptions, createApproval } from './approval.ts';
export {
  type ApprovalButtonPropsInput,
  type ApprovalPropsInput,
  getApprovalButtonProps,
  getApprovalProps,
} from './approval-props.ts';
export {
  type ApprovalChoice,
  type ApprovalContext,
  type ApprovalMessage,
  type ApprovalState,
  approvalStateOf,
} from './approval-state.ts';
export { canReconnect } from './can-reconnect.ts';
export {
  type InitialOption,
  isChatClient,
  isSameChat,
  type LiveOption,
  type RestartingOption,
} from './chat-options.ts';
export { CHAT_STATE_KEYS, type ChatState, firstStateOf, readState } from './chat-state.ts';
export { shareClient } from './client-registry.ts';
export {
  type Blocked,
  type Composer,
  type ComposerFile,
  type ComposerState,
  type ComposerTarget,
  createComposer,
} from './composer.ts';
export { describeApproval } from './describe-approval.ts';
export { describeConnection } from './describe-connection.ts';
export {
  describeBlocked,
  describeFailure,
  describeFileRefusal,
  describePending,
  describeUploadFailure,
  type FailureText,
  failureOf,
} from './describe-delivery.ts';
export { describeChoice, describeOverdue } from './describe-overdue.ts';
export { describeSteps, type StepsSummary, secondsOf } from './describe-steps.ts';
export { formatBadge, keepRead } from './keep-read.ts';
export { createPanel, type Panel, type PanelOptions, type PanelState } from './panel.ts';
export { type DraftStorage, persistDraft } from './persist-draft.ts';
export {
  type ComposerPropsInput,
  getAnnouncerProps,
  getChoiceProps,
  getComposerProps,
  getDropProps,
  getFileInputProps,
  getLauncherProps,
  getLogProps,
  getMessageProps,
  getOverdueProps,
  getPanelProps,
  getReasonProps,
  getSendButtonProps,
  getStepListProps,
  getStepProps,
  getStepsProps,
  getStopProps,
  getTextProps,
  getThinkingProps,
  type LauncherPropsInput,
  messageErrorId,
  type PanelPropsInput,
  type StepsPropsInput,
  type TextsOption,
} from './props.ts';
export {
  createScrollAnchor,
  type ScrollAnchor,
  type ScrollAnchorOptions,
  type ScrollAnchorState,
} from './scroll-anchor.ts';
export type { ClientHold, SharedClient } from './shared-client.ts';
export { isSubmitKey, type KeyPress } from './submit-key.ts';
