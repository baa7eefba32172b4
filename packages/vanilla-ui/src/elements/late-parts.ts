import { type Late, late } from '../dom/late.ts';
import { wantMoreTexts } from '../lang/more-texts.ts';

/** A part that has words. */
const speaking = <T>(fetchPart: () => Promise<T>): Late<T> =>
  late(() => Promise.all([fetchPart(), wantMoreTexts()]).then(([part]) => part));

/*
 * What a chat of words alone never loads. Each comes with the first message, file or thought that
 * needs it; what is likely to be needed soon is fetched when the browser has nothing better to do.
 */
export const SOON = speaking(() => import('./soon.ts'));
export const RICH_BODIES = speaking(() => import('./bodies/rich-bodies.ts'));
export const MARKDOWN = late(() => import('./bodies/markdown.ts'));
export const FILES = speaking(() => import('./files/files.ts'));
export const MENU = speaking(() => import('./menu.ts'));
export const TABS = late(() => import('./tabs.ts'));
export const CUSTOM_CODE = late(() => import('./custom-code.ts'));
export const PRE_CHAT = speaking(() => import('./pre-chat.ts'));
export const ASIDE = speaking(() => import('./aside/watch-room.ts'));
export const CHANNELS = speaking(() => import('./channel-picker.ts'));
