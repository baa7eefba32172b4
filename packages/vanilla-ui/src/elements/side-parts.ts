/* The menu and the second pane of a frame have the same actions, so they are one chunk. */
export { showAsideWhenWide } from './aside/show-aside-when-wide.ts';
export { openMenu } from './menu.ts';
