import type { Texts } from './texts.types.ts';

export type LauncherTexts = Pick<Texts, 'openChat' | 'closeChat'>;

/** What the launcher says before anything else is loaded. */
export const LAUNCHER_TEXTS: Readonly<Record<'en' | 'uk' | 'ru', LauncherTexts>> = {
  en: { openChat: 'Open chat', closeChat: 'Close chat' },
  uk: { openChat: 'Відкрити чат', closeChat: 'Закрити чат' },
  ru: { openChat: 'Открыть чат', closeChat: 'Закрыть чат' },
};
