import { byteLength } from '../lib/byte-length.ts';
import type { Params, ParamValue } from '../protocol/entities.ts';
import { MAX_PARAM_KEYS, MAX_PARAM_VALUE_BYTES, MAX_PARAMS_BYTES, PARAM_KEY } from '../protocol/limits.ts';
import { leavesOf, type ParamsInput } from './leaves.ts';

type Warn = (message: string) => void;

const FORBIDDEN = new Set<string | undefined>(['__proto__', 'constructor', 'prototype']);
const PLAIN = ['string', 'number', 'boolean'];

/** The reason why a value cannot be sent; `null` if it can. */
function problemOf(key: string, value: unknown): string | null {
  if (!PARAM_KEY.test(key) || FORBIDDEN.has(key.split('.').at(-1)))
    return 'its name must be a letter, then letters, digits, "_", "." or "-"';
  if (value === null) return null;
  if (!PLAIN.includes(typeof value)) return 'only strings, numbers, booleans and plain objects of them pass';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'its value is not a finite number';
  if (byteLength(String(value)) > MAX_PARAM_VALUE_BYTES)
    return `its value is longer than ${MAX_PARAM_VALUE_BYTES} bytes`;
  return null;
}

/** The page context: the referrer and the current page. */
function collectPageContext(locale: string): Record<string, string> {
  const cut = (text: string): string => text.slice(0, 250);
  const language = cut(locale);
  if (typeof location === 'undefined' || typeof document === 'undefined') return { language };
  const utm = [...new URLSearchParams(location.search)].filter(([name]) => /^utm_[a-z_]{1,32}$/.test(name));
  return {
    ...Object.fromEntries(utm.map(([name, value]) => [name, cut(value)])),
    // Without query and fragment, which often contain tokens.
    page_url: cut(location.origin + location.pathname),
    page_title: cut(document.title),
    ...(document.referrer ? { referrer: cut(document.referrer) } : {}),
    language,
  };
}

/** The parameters of one client: those of the site, and the page context, which the site's override. */
export class SiteParams {
  readonly #warn: Warn;
  readonly #context: () => Record<string, string>;
  #own = new Map<string, ParamValue>();

  constructor(options: { readonly locale: string; readonly collect: boolean; readonly warn: Warn }) {
    this.#warn = options.warn;
    this.#context = options.collect ? () => collectPageContext(options.locale) : () => ({});
  }

  /** Merges (`null` deletes) or replaces the parameters of the site. */
  set(input: ParamsInput, mode: 'merge' | 'replace'): void {
    if (mode === 'replace') this.#own = new Map();
    for (const [key, value] of leavesOf(input)) {
      const problem = problemOf(key, value);
      if (problem) this.#warn(`Parameter "${key.slice(0, 80)}" was dropped: ${problem}.`);
      else if (value === null) this.#own.delete(key);
      else this.#own.set(key, value as ParamValue);
    }
  }

  /** The parameters to send now, within the server's limits. */
  get(): Params {
    // The site's own parameters come first; if not all fit, the page context is dropped.
    const all = new Map(this.#own);
    for (const [key, value] of Object.entries(this.#context())) if (!all.has(key)) all.set(key, value);
    const result: Record<string, ParamValue> = {};
    let count = 0;
    let bytes = 0;
    for (const [key, value] of all) {
      const size = key.length + byteLength(String(value));
      if (count >= MAX_PARAM_KEYS || bytes + size > MAX_PARAMS_BYTES) {
        this.#warn(
          `Parameter "${key}" was dropped: at most ${MAX_PARAM_KEYS} parameters and ${MAX_PARAMS_BYTES} bytes go along.`,
        );
        continue;
      }
      result[key] = value;
      count += 1;
      bytes += size;
    }
    return result;
  }
}
