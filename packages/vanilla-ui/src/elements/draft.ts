import { type Cell, createCell } from '../dom/create-cell.ts';

/** What is written and not sent: it outlives a reload of this tab. */
export function createDraft(botId: string | number): Cell<string> {
  const key = `connective-chat:draft:${botId}`;
  const attempt = (work: () => string | null | void): string => {
    try {
      return work() || '';
    } catch {
      // Private mode, or a full disk: the draft lives as long as the page.
      return '';
    }
  };
  const cell = createCell(attempt(() => sessionStorage.getItem(key)));
  return {
    ...cell,
    set(text) {
      cell.set(text);
      attempt(() => (text ? sessionStorage.setItem(key, text) : sessionStorage.removeItem(key)));
    },
  };
}
