/** Deletes what the widget stores about the visitor of a bot, so that the next start is a new visitor. */
export function forgetVisitor(botId: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('connective-chat:') && key.endsWith(`:${botId}`)) localStorage.removeItem(key);
    }
  } catch {
    // Storage may be blocked: then nothing was stored.
  }
}
