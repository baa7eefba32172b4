/** The page about what the widget writes to the console. */
export const CONSOLE_PAGE = 'https://github.com/connective-chat/connective-chat/blob/main/docs/errors/console.md';
