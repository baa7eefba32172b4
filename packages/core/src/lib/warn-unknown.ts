import { loadPart } from './load-part.ts';
import { warnOnce } from './warn-once.ts';

/**
 * Warns in the console of each name that is not known, once per page, with the known name that is nearest. For the
 * authors of bindings and faces, whose options nobody else checks.
 *
 * @param where what the names were given to
 * @example warnUnknownNames('createWidget()', Object.keys(options), ['server', 'botId']);
 */
export function warnUnknownNames(where: string, names: Iterable<string>, known: readonly string[]): void {
  for (const name of names) {
    if (known.includes(name)) continue;
    const unknown = `${where} does not know "${name}"`;
    nearest(name, known).then((meant) => warnOnce(meant ? `${unknown}. Did you mean "${meant}"?` : `${unknown}.`));
  }
}

/**
 * Warns in the console of a value that is none of the choices, once per page; `undefined` and `null` are no value.
 *
 * @example warnUnknownChoice('createWidget()', 'theme', options.theme, ['auto', 'light', 'dark']);
 */
export function warnUnknownChoice(where: string, name: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || value === null || choices.includes(value as string)) return;
  const list = choices.map((choice) => `"${choice}"`).join(', ');
  const given = typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value;
  const unknown = `${where}: ${name} is ${given}, which is none of ${list}`;
  nearest(String(value), choices).then((meant) =>
    warnOnce(meant ? `${unknown}. Did you mean "${meant}"?` : `${unknown}.`),
  );
}

/** Loaded with the first mistake: pages without one do not pay for the search. */
const nearest = (name: string, known: readonly string[]): Promise<string | undefined> =>
  loadPart(() => import('./nearest-name.ts')).then(
    ({ nearestName }) => nearestName(name, known),
    () => undefined,
  );
