import type { NodeOf } from '@connective-chat/contracts/scenario';
import { localize } from '@connective-chat/contracts/scenario';
import { DEFAULT_ERROR_TEXT } from '../default-texts.ts';
import { fillRequest } from '../fill-request.ts';
import type { RunNode, Vars } from '../interpreter.types.ts';
import { pickValue } from '../pick-value.ts';
import { textBody } from './text-body.ts';

/** The maximum length of a saved value; longer ones are truncated. */
const MAX_VALUE_LENGTH = 4096;

function readVars(save: NodeOf<'http'>['save'], text: string): Vars {
  const entries = Object.entries(save);
  if (entries.length === 0) return {};
  const json: unknown = JSON.parse(text);
  const values = entries.map(([name, path]) => [name, pickValue(json, path)] as const);
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
  const result = await context.callHttp({
    node,
    call: fillRequest(node, context),
    read: (text) => readVars(node.save, text),
  });
  const status: Vars = node.statusVariable === undefined ? {} : { [node.statusVariable]: result.status };
  if (result.ok) return { set: { ...status, ...result.vars }, next: node.next };
  if (node.error !== undefined) return { set: status, next: node.error };
  const text = localize(DEFAULT_ERROR_TEXT, context.locale);
  return { set: status, say: [textBody(text, 'plain', context)], position: null };
};
