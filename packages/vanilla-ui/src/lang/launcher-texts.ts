import type { TextDictionary } from '@connective-chat/core/ui';

export type LauncherTexts = Pick<TextDictionary, 'openChat' | 'closeChat'>;

/** What the launcher says before anything else is loaded. */
export const LAUNCHER_TEXTS: Readonly<Record<'en' | 'uk' | 'ru', LauncherTexts>> = {
  en: { openChat: 'Open chat', closeChat: 'Close chat' },
  uk: { openChat: 'Відкрити чат', closeChat: 'Закрити чат' },
  ru: { openChat: 'Открыть чат', closeChat: 'Закрыть чат' },
};
