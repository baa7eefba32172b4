import type { Lookup } from './expression.ts';

/** Where a text is used, which decides how values are escaped. */
export type Sink = 'plain' | 'markdown' | 'url';

/** Escapes what would make a value a link, a heading or a tag in Markdown. */
function escapeMarkdown(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>&#|~!@]/g, '\\$&')
    .replace(/:\/\//g, '\\://')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, -1)}\\.`)
    .replace(/^(\s*)([-+=]|\d+(?=[.)]))/, (_, blank: string, sign: string) =>
      /\d/.test(sign) ? `${blank}${sign}\\` : `${blank}\\${sign}`,
    );
}

/** Replaces lone surrogates, which have no form in UTF-8. */
const wellFormed = (value: string) => Buffer.from(value).toString();

const escapes: Record<Sink, (value: string) => string> = {
  plain: (value) => value,
  markdown: escapeMarkdown,
  // A value must not lead to a parent folder.
  url: (value) => (/^\.{1,2}$/.test(value) ? '' : encodeURIComponent(wellFormed(value))),
};

const PLACEHOLDER = /\{\{\s*([A-Za-z][\w.-]{0,63})\s*(?:\|([^{}]*))?\}\}/g;

/**
 * Fills `{{name}}` and `{{name|fallback}}`. One pass: a value that itself looks like a
 * placeholder stays as it is, so that a site's parameter can never read a variable.
 *
 * @param prepared values that are in the sink's form already, such as an agent's answer
 */
export function fill(
  template: string,
  lookup: Lookup,
  sink: Sink,
  prepared: Readonly<Record<string, string>> = {},
): string {
  return template.replace(PLACEHOLDER, (_, name: string, fallback: string | undefined) => {
    if (Object.hasOwn(prepared, name)) return prepared[name] ?? '';
    const value = lookup(name);
    if (value === undefined || value === '') return (fallback ?? '').trim();
    return escapes[sink](String(value));
  });
}
