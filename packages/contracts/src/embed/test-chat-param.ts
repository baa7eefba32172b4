/**
 * The parameter by which a page of the server asks for a test conversation, in its first request. It counts only from
 * the server's own origin.
 */
export const TEST_CHAT_PARAM = 'connective.test';
