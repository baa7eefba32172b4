/** Forgets what the widget keeps of whoever has talked with a bot from here: the next one is somebody new. */
export function forgetVisitor(botId: string): void {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith('connective-chat:') && key.endsWith(`:${botId}`)) localStorage.removeItem(key);
    }
  } catch {
    // Storage may be forbidden: then nothing was kept.
  }
}
