/* What a visitor needs who is not at the newest message, in one chunk. */
export { ToEndButton } from './to-end-button.ts';
export { createUnreadLine } from './unread-line.ts';
