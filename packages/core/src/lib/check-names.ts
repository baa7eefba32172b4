import { loadPart } from './load-part.ts';
import { warnOnce } from './warn-once.ts';

/**
 * Warns in the console, once for each, about names that nothing knows, such as misspelt options, and suggests the name
 * that was probably meant. What words the warning is loaded only when there is something to warn about.
 *
 * @param subject what is named, at the beginning of a sentence
 * @example checkNames('The option of kw("init")', Object.keys(options), ['bot_id', 'colors']);
 * // The option of kw("init") "colours" is unknown and has no effect. Did you mean "colors"?
 */
export function checkNames(subject: string, given: readonly string[], known: readonly string[]): void {
  if (given.every((name) => known.includes(name))) return;
  loadPart(() => import('./describe-unknown-names.ts')).then(
    ({ describeUnknownNames }) => describeUnknownNames(subject, given, known).forEach(warnOnce),
    // A warning is worth no error.
    () => {},
  );
}
