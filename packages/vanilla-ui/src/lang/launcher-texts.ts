import type { TextDictionary } from '@connective-chat/core/ui';

export type LauncherTexts = Pick<TextDictionary, 'openChat' | 'closeChat' | 'retry'> & {
  /** Where the code of the chat could not be loaded. */
  readonly loadFailed: string;
};

/** What the launcher says before anything else is loaded, and where nothing else can be. */
export const LAUNCHER_TEXTS: Readonly<Record<'en' | 'uk' | 'ru', LauncherTexts>> = {
  en: { openChat: 'Open chat', closeChat: 'Close chat', loadFailed: 'The chat did not load.', retry: 'Try again' },
  uk: {
    openChat: 'Відкрити чат',
    closeChat: 'Закрити чат',
    loadFailed: 'Чат не завантажився.',
    retry: 'Спробувати ще',
  },
  ru: {
    openChat: 'Открыть чат',
    closeChat: 'Закрыть чат',
    loadFailed: 'Чат не загрузился.',
    retry: 'Попробовать ещё',
  },
};
