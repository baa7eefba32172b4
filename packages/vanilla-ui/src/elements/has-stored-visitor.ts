/** Whether this browser has talked to the bot before: a reason to connect without being asked. */
export function hasStoredVisitor(server: string, botId: string | number): boolean {
  try {
    return localStorage.getItem(`connective-chat:visitor:${new URL(server).origin}:${botId}`) !== null;
  } catch {
    return false;
  }
}
