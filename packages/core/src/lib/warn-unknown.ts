import { loadPart } from './load-part.ts';
import { warnOnce } from './warn-once.ts';

/**
 * Warns in the console about each unknown name, once per page, with the most similar known name. For the authors of
 * bindings and UIs whose options are not checked elsewhere.
 *
 * @param where what the names were passed to
 * @example warnUnknownNames('createWidget()', Object.keys(options), ['server', 'botId']);
 */
export function warnUnknownNames(where: string, names: Iterable<string>, known: readonly string[]): void {
  for (const name of names) {
    if (!known.includes(name)) warn(({ describeUnknownName }) => describeUnknownName(where, name, known));
  }
}

/**
 * Warns in the console about a value that is not among the choices, once per page; `undefined` and `null` are ignored.
 *
 * @example warnUnknownChoice('createWidget()', 'theme', options.theme, ['auto', 'light', 'dark']);
 */
export function warnUnknownChoice(where: string, name: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || value === null || choices.includes(value as string)) return;
  warn(({ describeUnknownChoice }) => describeUnknownChoice(where, name, value, choices));
}

/** The texts and the search are loaded with the first mistake. If they fail to load, there is no warning. */
function warn(describe: (texts: typeof import('./describe-unknown.ts')) => string): void {
  loadPart(() => import('./describe-unknown.ts')).then(
    (texts) => warnOnce(describe(texts)),
    () => {},
  );
}
