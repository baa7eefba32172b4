import type { NodeOf } from '@connective-chat/contracts/scenario';
import { localize } from '@connective-chat/contracts/scenario';
import { DEFAULT_ERROR_TEXT } from '../default-texts.ts';
import type { RunNode, StepContext, Vars } from '../interpreter.types.ts';
import { fill } from '../template.ts';
import { textBody } from './text-body.ts';

/** The maximum length of a saved value; longer ones are truncated. */
const MAX_VALUE_LENGTH = 4096;

/** Removes line breaks, which would start another header. */
const oneLine = (value: string) => value.replace(/[\p{Cc}]+/gu, ' ').trim();

/** Fills the placeholders in a JSON body; values are inserted as JSON values, whatever characters they contain. */
function fillJson(value: unknown, context: StepContext): unknown {
  if (typeof value === 'string') {
    // A string that is a single placeholder keeps the type of its value: `"{{count}}"` becomes 3.
    const name = /^\{\{\s*([A-Za-z][\w.-]{0,63})\s*\}\}$/.exec(value)?.[1];
    return name === undefined ? fill(value, context.lookup, 'plain') : (context.lookup(name) ?? null);
  }
  if (Array.isArray(value)) return value.map((item) => fillJson(item, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, context)]));
}

/** `items.0.name`, own properties only. */
function pick(json: unknown, path: string): unknown {
  if (path === '') return json;
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, json);
}

function readVars(save: NodeOf<'http'>['save'], text: string): Vars {
  const entries = Object.entries(save);
  if (entries.length === 0) return {};
  const json: unknown = JSON.parse(text);
  const values = entries.map(([name, path]) => [name, pick(json, path)] as const);
  return Object.fromEntries(
    values.map(([name, value]) => {
      if (typeof value === 'number' || typeof value === 'boolean') return [name, value];
      // A missing value clears the variable, so that it does not keep the value of an earlier call.
      return [name, typeof value === 'string' ? value.slice(0, MAX_VALUE_LENGTH) : ''];
    }),
  );
}

/** Calls a service and saves parts of its response; a failure leads to `error`. */
export const runHttpNode: RunNode<'http'> = async (node, context) => {
  const headers = Object.fromEntries(
    Object.entries(node.headers).map(([name, value]) => [
      name,
      oneLine(fill(value, (key) => context.secret(key) ?? context.lookup(key), 'plain')),
    ]),
  );
  const hasBody = node.body !== undefined;
  const result = await context.callHttp({
    node,
    call: {
      method: node.method,
      url: fill(node.url, context.lookup, 'url'),
      headers: hasBody ? { 'content-type': 'application/json', ...headers } : headers,
      body: hasBody ? JSON.stringify(fillJson(node.body, context)) : undefined,
    },
    read: (text) => readVars(node.save, text),
  });
  const status: Vars = node.statusVariable === undefined ? {} : { [node.statusVariable]: result.status };
  if (result.ok) return { set: { ...status, ...result.vars }, next: node.next };
  if (node.error !== undefined) return { set: status, next: node.error };
  const text = localize(DEFAULT_ERROR_TEXT, context.locale);
  return { set: status, say: [textBody(text, 'plain', context)], position: null };
};
