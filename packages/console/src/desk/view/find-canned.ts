import type { CannedAnswer } from '../store/desk-state.types.ts';

const MAX_SHOWN = 8;

/** The search text after a slash; `null` if the text does not start with one. */
export function cannedQuery(text: string): string | null {
  const match = /^\/([\p{L}\p{N}_-]*)$/u.exec(text);
  return match ? (match[1] ?? '') : null;
}

/** The canned answers for a dialog that match the search text, best matches first. */
export function findCanned(
  answers: readonly CannedAnswer[],
  query: string,
  { botId, locale }: { readonly botId: string; readonly locale: string },
): CannedAnswer[] {
  const words = query.toLocaleLowerCase();
  const language = locale.split('-')[0];
  const rank = ({ shortcut, title }: CannedAnswer) => {
    if (shortcut.toLocaleLowerCase().startsWith(words)) return 0;
    return `${shortcut} ${title}`.toLocaleLowerCase().includes(words) ? 1 : 2;
  };
  return answers
    .filter((answer) => answer.botId === null || answer.botId === botId)
    .filter((answer) => answer.language === null || answer.language.split('-')[0] === language)
    .filter((answer) => rank(answer) < 2)
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MAX_SHOWN);
}
