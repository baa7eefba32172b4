import { byteLength } from '../lib/byte-length.ts';
import type { Params, ParamValue } from '../protocol/entities.ts';
import { MAX_PARAM_KEYS, MAX_PARAM_VALUE_BYTES, MAX_PARAMS_BYTES, PARAM_KEY } from '../protocol/limits.ts';

/** A value of `paramsFromSite`: what is nested is flattened to dotted keys. */
export type ParamInput = string | number | boolean | null | undefined | { readonly [key: string]: ParamInput };

type Warn = (message: string) => void;
type Nested = { readonly [key: string]: ParamInput };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_NESTING = 8;

/** Flattens what a site gives, `{product: {id: 7}}` to `product.id`; `null` stays, for a merge. */
function flatten(input: Nested, warn: Warn, prefix = '', depth = 0): [string, ParamValue | null][] {
  return Object.entries(input).flatMap(([name, value]): [string, ParamValue | null][] => {
    const key = prefix + name;
    if (value === undefined) return [];
    if (value === null || typeof value !== 'object') {
      const problem = problemOf(key, name, value);
      if (problem === null) return [[key, value]];
      warn(`Parameter "${key.slice(0, 80)}" was dropped: ${problem}.`);
      return [];
    }
    if (Array.isArray(value) || depth >= MAX_NESTING) {
      warn(`Parameter "${key.slice(0, 80)}" was dropped: only plain objects, strings, numbers and booleans pass.`);
      return [];
    }
    return flatten(value, warn, `${key}.`, depth + 1);
  });
}

function problemOf(key: string, name: string, value: ParamValue | null): string | null {
  if (!PARAM_KEY.test(key) || FORBIDDEN.has(name))
    return 'its name must be a letter, then letters, digits, "_", "." or "-"';
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) return 'its value is not plain';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'its value is not a finite number';
  if (byteLength(String(value)) > MAX_PARAM_VALUE_BYTES)
    return `its value is longer than ${MAX_PARAM_VALUE_BYTES} bytes`;
  return null;
}

/** What the page itself tells: where the visitor came from and what they look at. */
function collectPageContext(locale: string): Nested {
  if (typeof location === 'undefined' || typeof document === 'undefined') return { language: locale };
  const cut = (text: string): string => text.slice(0, 250);
  const utm = [...new URLSearchParams(location.search)].filter(([name]) => /^utm_[a-z_]{1,32}$/.test(name));
  return {
    ...Object.fromEntries(utm.map(([name, value]) => [name, cut(value)])),
    // Without query and fragment: they carry tokens more often than context.
    page_url: cut(location.origin + location.pathname),
    page_title: cut(document.title),
    ...(document.referrer ? { referrer: cut(document.referrer) } : {}),
    language: locale,
  };
}

/** The parameters of one client: the site's own, and under them the page's context. */
export class SiteParams {
  readonly #warn: Warn;
  readonly #context: () => Nested;
  #own = new Map<string, ParamValue>();

  constructor(options: { readonly locale: string; readonly collect: boolean; readonly warn: Warn }) {
    this.#warn = options.warn;
    this.#context = options.collect ? () => collectPageContext(options.locale) : () => ({});
  }

  /** Merges (`null` deletes) or replaces the site's own. */
  set(input: Nested, mode: 'merge' | 'replace'): void {
    if (mode === 'replace') this.#own = new Map();
    for (const [key, value] of flatten(input, this.#warn)) {
      if (value === null) this.#own.delete(key);
      else this.#own.set(key, value);
    }
  }

  /** What goes along now, within the bounds that the server checks. */
  get(): Params {
    const all = new Map<string, ParamValue>([...this.#own]);
    for (const [key, value] of flatten(this.#context(), () => {})) {
      if (value !== null && !all.has(key)) all.set(key, value);
    }
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
