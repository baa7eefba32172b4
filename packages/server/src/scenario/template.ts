import type { Lookup } from './expression.ts';

/** Where a text ends up, which decides what a value may not contain. */
export type Sink = 'plain' | 'markdown' | 'url';

/** A value must not become a link, a heading or a tag: in Markdown it is only ever words. */
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

/** Half of a pair, as a cut text may end with, has no form in UTF-8. */
const wellFormed = (value: string) => Buffer.from(value).toString();

const escapes: Record<Sink, (value: string) => string> = {
  plain: (value) => value,
  markdown: escapeMarkdown,
  // A value is a part of a path, and never a step up in it.
  url: (value) => (/^\.{1,2}$/.test(value) ? '' : encodeURIComponent(wellFormed(value))),
};

const PLACEHOLDER = /\{\{\s*([A-Za-z][\w.-]{0,63})\s*(?:\|([^{}]*))?\}\}/g;

/**
 * Fills `{{name}}` and `{{name|what to say without it}}`. One pass: a value that itself looks like a
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
