/* The menu and the second pane of a frame offer the same actions, so they are one chunk. */
export { watchRoom } from './aside/watch-room.ts';
export { openMenu } from './menu.ts';
