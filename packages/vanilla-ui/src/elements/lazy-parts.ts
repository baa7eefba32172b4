import { lazy } from '../dom/lazy.ts';

/*
 * Parts that a conversation in plain text never needs. Each is a chunk of its own in the browser build, loaded with
 * the first message, file or press that needs it.
 */
export const RICH_BODIES = lazy(() => import('./bodies/rich-bodies.ts'));
export const MARKDOWN = lazy(async () => {
  const [{ MarkdownView }, { createRichTextParser }, { default: styles }] = await Promise.all([
    import('./bodies/markdown-view.ts'),
    // Not imported by the view: the announcer loads it too, and what two chunks import is part of the entry chunk.
    import('@connective-chat/core/rich-text'),
    import('../styles/markdown.css?inline'),
  ]);
  return { MarkdownView, createRichTextParser, styles };
});
/** Loaded with the first answer of an agent. */
export const ANSWER_PARTS = lazy(() => import('./answer/answer-parts.ts'));
export const APPROVAL = lazy(() => import('./approval/approval-card.ts'));
export const FILES = lazy(() => import('./files/files.ts'));
/** Loaded when the visitor has scrolled away from the newest message. */
export const SCROLL_PARTS = lazy(() => import('./scroll-parts.ts'));
/** Loaded when an agent takes longer than its deadline, or a message waits for its answer. */
export const WAITING_PARTS = lazy(() => import('./waiting/waiting-parts.ts'));
export const SIDE_PARTS = lazy(() => import('./side-parts.ts'));
export const TABS = lazy(() => import('./tabs.ts'));
export const CUSTOM_CODE = lazy(() => import('./custom-code.ts'));
export const PRE_CHAT = lazy(() => import('./pre-chat.ts'));
export const CHECKS = lazy(() => import('../options/checks.ts'));
export const CHANNELS = lazy(() => import('./channel-picker.ts'));
