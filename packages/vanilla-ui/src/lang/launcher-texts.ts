/** What the launcher says before anything else is loaded. */
export const LAUNCHER_TEXTS = {
  en: { openChat: 'Open chat', closeChat: 'Close chat' },
  uk: { openChat: 'Відкрити чат', closeChat: 'Закрити чат' },
  ru: { openChat: 'Открыть чат', closeChat: 'Закрыть чат' },
} as const;
