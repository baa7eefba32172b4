/* The code that a site copies into its pages. */

export { type EmbedCode, type EmbedSource, embedCode, initOptions } from './embed-code.ts';
export { TEST_CHAT_PARAM } from './test-chat-param.ts';
