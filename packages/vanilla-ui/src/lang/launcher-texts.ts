import type { TextDictionary } from '@connective-chat/core/ui';

export type LauncherTexts = Pick<TextDictionary, 'openChat' | 'closeChat' | 'retry'> & {
  /** Shown if the code of the chat could not be loaded. */
  readonly loadFailed: string;
};

/** The texts of the launcher before anything else is loaded, or if nothing else can be loaded. */
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
