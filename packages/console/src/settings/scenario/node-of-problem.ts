import type { Problem } from '@connective-chat/contracts/admin';

/** The node that a problem is in: an id may hold dots, so that the longest one that fits is meant. */
export function nodeOfProblem(problem: Problem, ids: readonly string[]): string | null {
  const place = problem.path.replace(/^nodes\./, '');
  if (place === problem.path) return null;
  const fits = ids.filter((id) => place === id || place.startsWith(`${id}.`));
  return fits.sort((a, b) => b.length - a.length)[0] ?? null;
}
