import { late } from '../dom/late.ts';

/*
 * What a chat of words alone never loads. Each comes with the first message, file or thought that
 * needs it; what is likely to be needed soon is fetched when the browser has nothing better to do.
 */
export const SOON = late(() => import('./soon.ts'));
export const RICH_BODIES = late(() => import('./bodies/rich-bodies.ts'));
export const MARKDOWN = late(() => import('./bodies/markdown.ts'));
export const FILES = late(() => import('./files/files.ts'));
export const MENU = late(() => import('./menu.ts'));
export const TABS = late(() => import('./tabs.ts'));
export const CUSTOM_CODE = late(() => import('./custom-code.ts'));
export const PRE_CHAT = late(() => import('./pre-chat.ts'));
export const ASIDE = late(() => import('./aside/watch-room.ts'));
export const CHANNELS = late(() => import('./channel-picker.ts'));
