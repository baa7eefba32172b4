/** The folder of the pages about errors and warnings, to which the messages in the console link. */
export const ERROR_PAGES = 'https://github.com/connective-chat/connective-chat/blob/main/docs/errors';
