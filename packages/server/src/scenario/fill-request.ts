import type { NodeOf } from '@connective-chat/contracts/scenario';
import type { Lookup } from './expression.ts';
import type { HttpRequest } from './interpreter.types.ts';
import { fill } from './template.ts';

/** The values for the placeholders of a request. */
export interface RequestValues {
  readonly lookup: Lookup;
  /** A secret of the environment; only for headers. */
  readonly secret: (name: string) => string | undefined;
  /** Any JSON value, for a text of the body that is a single placeholder. Default: `lookup`. */
  readonly json?: (name: string) => unknown;
}

/** Removes line breaks, which would start another header. */
const oneLine = (value: string) => value.replace(/[\p{Cc}]+/gu, ' ').trim();

/** Fills the placeholders in a JSON body; values are inserted as JSON values, whatever characters they contain. */
function fillJson(value: unknown, values: RequestValues): unknown {
  if (typeof value === 'string') {
    // A string that is a single placeholder keeps the type of its value: `"{{count}}"` becomes 3.
    const name = /^\{\{\s*([A-Za-z][\w.-]{0,63})\s*\}\}$/.exec(value)?.[1];
    return name === undefined ? fill(value, values.lookup, 'plain') : ((values.json ?? values.lookup)(name) ?? null);
  }
  if (Array.isArray(value)) return value.map((item) => fillJson(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, values)]));
}

/** The request of an HTTP node, or of a tool with the same template. */
export function fillRequest(
  template: Pick<NodeOf<'http'>, 'method' | 'url' | 'headers' | 'body'>,
  values: RequestValues,
): HttpRequest['call'] {
  const { lookup, secret } = values;
  const headers = Object.fromEntries(
    Object.entries(template.headers).map(([name, value]) => [
      name,
      oneLine(fill(value, (key) => secret(key) ?? lookup(key), 'plain')),
    ]),
  );
  const hasBody = template.body !== undefined;
  return {
    method: template.method,
    url: fill(template.url, lookup, 'url'),
    headers: hasBody ? { 'content-type': 'application/json', ...headers } : headers,
    body: hasBody ? JSON.stringify(fillJson(template.body, values)) : undefined,
  };
}
