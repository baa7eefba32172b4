/* The stream of a run of an AG-UI agent. */

export const event = (type: string, data: object = {}): string => `data: ${JSON.stringify({ type, ...data })}\n\n`;

const run = { threadId: 't', runId: 'r' };
export const begin = event('RUN_STARTED', run);
export const end = event('RUN_FINISHED', run);
export const finished = (outcome: object): string => event('RUN_FINISHED', { ...run, outcome });
export const interrupted = (interrupts: readonly object[]): string => finished({ type: 'interrupt', interrupts });

/** A message, with its text in pieces. */
export const message = (messageId: string, ...pieces: string[]): string =>
  event('TEXT_MESSAGE_START', { messageId, role: 'assistant' }) +
  pieces.map((delta) => event('TEXT_MESSAGE_CONTENT', { messageId, delta })).join('') +
  event('TEXT_MESSAGE_END', { messageId });
