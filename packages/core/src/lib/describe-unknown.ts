import { closestMatch } from 'leven';
import { ERROR_PAGES } from './error-pages.ts';

/** A name without what is often mistyped: capitals, underscores and hyphens. */
const simplified = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, '');

/** The known name that was probably meant; `undefined` if none is similar. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const bySimplified = new Map(known.map((each) => [simplified(each), each]));
  const target = simplified(name);
  const maxDistance = Math.max(1, Math.floor(target.length / 3));
  const nearest = closestMatch(target, [...bySimplified.keys()], { maxDistance });
  return nearest === undefined ? undefined : bySimplified.get(nearest);
}

function suggest(sentence: string, given: string, known: readonly string[], section: string): string {
  const meant = nearestName(given, known);
  const suggestion = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return `${sentence}.${suggestion} See ${ERROR_PAGES}/console.md#${section}`;
}

/** The warning about an unknown name, with the most similar known name. */
export function describeUnknownName(where: string, name: string, known: readonly string[]): string {
  return suggest(`${where} does not know "${name}"`, name, known, 'an-unknown-name');
}

/** The warning about a value that is not among the choices, with the choices and the most similar of them. */
export function describeUnknownChoice(where: string, name: string, value: unknown, choices: readonly string[]): string {
  const list = choices.map((choice) => `"${choice}"`).join(', ');
  const given = typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value;
  const sentence = `${where}: ${name} is ${given}, which is none of ${list}`;
  return suggest(sentence, String(value), choices, 'a-value-that-is-none-of-the-choices');
}
