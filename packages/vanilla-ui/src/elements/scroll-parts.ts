/* The parts for a visitor who has scrolled away from the newest message, in one chunk. */
export { ToEndButton } from './to-end-button.ts';
export { createUnreadLine } from './unread-line.ts';
