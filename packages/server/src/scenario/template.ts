import type { Lookup } from './expression.ts';

/** The context in which a text is used, which determines how values are escaped. */
export type Sink = 'plain' | 'markdown' | 'url';

/** Escapes characters that would make a value a link, a heading or a tag in Markdown. */
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

/** Replaces lone surrogates, which cannot be encoded in UTF-8. */
const wellFormed = (value: string) => Buffer.from(value).toString();

const escapes: Record<Sink, (value: string) => string> = {
  plain: (value) => value,
  markdown: escapeMarkdown,
  // A value must not refer to a parent folder.
  url: (value) => (/^\.{1,2}$/.test(value) ? '' : encodeURIComponent(wellFormed(value))),
};

/** How many characters of values a text takes: a whole message of a visitor. Without a bound `{{a}}{{a}}` would double. */
const MAX_VALUES_LENGTH = 16 * 1024;
/** The same for the label of a button or the subject of a dialog. */
export const LABEL_VALUES_LENGTH = 500;
/** The same for a part of a message that may have many, such as the text of a card. */
export const PART_VALUES_LENGTH = 4096;

const PLACEHOLDER = /\{\{\s*([A-Za-z][\w.-]{0,63})\s*(?:\|([^{}]*))?\}\}/g;

/**
 * Fills `{{name}}` and `{{name|fallback}}`. One pass: a value that itself looks like a
 * placeholder is not expanded, so that a site parameter cannot read a variable.
 *
 * @param prepared values that are already escaped for the sink, such as an agent's answer
 * @param room the maximum number of characters of inserted values; longer values are cut
 */
export function fill(
  template: string,
  lookup: Lookup,
  sink: Sink,
  prepared: Readonly<Record<string, string>> = {},
  room: number = MAX_VALUES_LENGTH,
): string {
  let left = room;
  return template.replace(PLACEHOLDER, (_, name: string, fallback: string | undefined) => {
    if (Object.hasOwn(prepared, name)) return prepared[name] ?? '';
    const value = lookup(name);
    if (value === undefined || value === '') return (fallback ?? '').trim();
    const text = String(value).slice(0, left);
    left -= text.length;
    return escapes[sink](text);
  });
}
