/** Whether this browser has a conversation with the bot, so that the widget connects immediately. */
export function hasStoredVisitor(server: string, botId: string | number): boolean {
  try {
    return localStorage.getItem(`connective-chat:visitor:${new URL(server).origin}:${botId}`) !== null;
  } catch {
    return false;
  }
}
