/** Whether this browser has a conversation with the bot, which is a reason to connect at once. */
export function hasStoredVisitor(server: string, botId: string | number): boolean {
  try {
    return localStorage.getItem(`connective-chat:visitor:${new URL(server).origin}:${botId}`) !== null;
  } catch {
    return false;
  }
}
