import type { Problem } from '@connective-chat/contracts/problem';

/** The node of a problem. Ids may contain dots, so the longest matching id wins. */
export function nodeOfProblem(problem: Problem, ids: readonly string[]): string | null {
  const place = problem.path.replace(/^nodes\./, '');
  if (place === problem.path) return null;
  const fits = ids.filter((id) => place === id || place.startsWith(`${id}.`));
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}
