/*
 * What most talks need soon and none at once: buttons, "agent thinking", the way back to the end, the word of a lost
 * connection. One file, fetched when the browser is idle after the first opening, or with the first need.
 */
export { default as ANSWER_STYLES } from '../styles/answers.css?inline';
export { createButtons } from './answers/buttons.ts';
export { showQuickReplies } from './answers/quick-replies.ts';
export { showConnection } from './connection-notice.ts';
export { showThinking } from './thinking-row.ts';
export { ToEndButton } from './to-end-button.ts';
export { createUnreadLine } from './unread-line.ts';
