export type { InitialOption, LiveOption, RestartingOption } from '@connective-chat/core/ui';
export {
  getAnnouncerProps,
  getApprovalButtonProps,
  getApprovalProps,
  getAskAgainProps,
  getChoiceProps,
  getComposerProps,
  getCopyProps,
  getDropProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
  getFileInputProps,
  getLauncherProps,
  getLogProps,
  getMessageProps,
  getOverdueProps,
  getPanelProps,
  getReasonProps,
  getSendButtonProps,
  getSourceProps,
  getSourcesProps,
  getStepListProps,
  getStepProps,
  getStepsProps,
  getStopProps,
  getTextProps,
  getThinkingProps,
} from './prop-getters.ts';
export { connectiveChat, provideConnectiveChat } from './provide-connective-chat.ts';
export type { VueProps } from './to-vue-props.ts';
export { type UseAnnouncerOptions, useAnnouncer } from './use-announcer.ts';
export { type ApprovalResult, useApproval } from './use-approval.ts';
export { type ChatSource, type ClientRef, useChatClient } from './use-chat-client.ts';
export { useChatSelector } from './use-chat-selector.ts';
export { type ComposerResult, useComposer } from './use-composer.ts';
export { type ConnectiveChat, useConnectiveChat } from './use-connective-chat.ts';
export { useMessage } from './use-message.ts';
export { type PanelResult, usePanel } from './use-panel.ts';
export { type ScrollAnchorResult, useScrollAnchor } from './use-scroll-anchor.ts';
export { type TabsResult, type UseTabsOptions, useTabs } from './use-tabs.ts';
export { type UnreadResult, type UseUnreadOptions, useUnread } from './use-unread.ts';
