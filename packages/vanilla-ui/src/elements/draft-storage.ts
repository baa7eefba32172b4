/** Keeps what is written and not sent over a reload of this tab. */
export function draftStorage(botId: string): { read(): string; write(text: string): void } {
  const key = `connective-chat:draft:${botId}`;
  return {
    read() {
      try {
        return sessionStorage.getItem(key) ?? '';
      } catch {
        return '';
      }
    },
    write(text) {
      try {
        if (text) sessionStorage.setItem(key, text);
        else sessionStorage.removeItem(key);
      } catch {
        // Private mode, or a full disk: the draft lives as long as the page.
      }
    },
  };
}
