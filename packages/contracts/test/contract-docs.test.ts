import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { ADMIN_CODES, adminEndpoints } from '../src/admin/index.ts';
import {
  OPERATOR_CODES,
  operatorAckSchemas,
  operatorPushSchemas,
  operatorRequestSchemas,
} from '../src/operator/index.ts';
import { PROBLEM_TEXTS } from '../src/problem/index.ts';

/* The tables of the docs are written from the contract: `UPDATE_DOCS=1` writes them, without it they are compared. */

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

interface Json {
  readonly type?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Json[];
  readonly oneOf?: readonly Json[];
}

/** The names of an object's fields; optional ones end with `?`. */
function fieldsOf(schema: z.ZodMiniType, io: 'input' | 'output'): string {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  const fields = (object: Json) =>
    Object.keys(object.properties ?? {})
      .filter((name) => name !== 'ok')
      .map((name) => `${name}${io === 'input' && !object.required?.includes(name) ? '?' : ''}`)
      .join(', ');
  return (json.anyOf ?? json.oneOf ?? [json]).map(fields).join(' · ') || '–';
}

const code = (text: string) => (text === '–' ? text : `\`${text}\``);

const tables = {
  'server/admin-api.md': {
    endpoints: table(
      ['name', 'endpoint', 'for', 'takes', 'answers', 'refuses', ''],
      Object.entries(adminEndpoints).map(([name, endpoint]) => [
        name,
        `\`${endpoint.method} ${endpoint.path}\``,
        endpoint.access,
        'request' in endpoint ? code(fieldsOf(endpoint.request, 'input')) : 'bytes' in endpoint ? endpoint.bytes : '–',
        code(fieldsOf(endpoint.response, 'output')),
        endpoint.errors.join(', ') || '–',
        endpoint.says,
      ]),
    ),
    codes: table(
      ['code', 'status'],
      Object.entries(ADMIN_CODES).map(([name, status]) => [name, String(status)]),
    ),
  },
  'server/operators.md': {
    requests: table(
      ['event', 'takes', 'answers'],
      Object.entries(operatorRequestSchemas).map(([name, schema]) => [
        `\`${name}\``,
        code(fieldsOf(schema, 'input')),
        code(fieldsOf(operatorAckSchemas[name as keyof typeof operatorAckSchemas], 'output')),
      ]),
    ),
    codes: table(
      ['code', ''],
      Object.entries(OPERATOR_CODES).map(([name, says]) => [name, says]),
    ),
    pushes: table(
      ['event', 'carries'],
      Object.entries(operatorPushSchemas).map(([name, schema]) => [`\`${name}\``, code(fieldsOf(schema, 'input'))]),
    ),
  },
  'errors/problems.md': {
    problems: table(
      ['code', 'the field'],
      Object.entries(PROBLEM_TEXTS).map(([name, text]) => [`\`${name}\``, text]),
    ),
  },
} as const;

test.each(Object.keys(tables) as (keyof typeof tables)[])('the tables in docs/%s match the contract', (file) => {
  const path = new URL(`../../../docs/${file}`, import.meta.url);
  const before = readFileSync(path, 'utf8');
  let after = before;
  for (const [name, text] of Object.entries(tables[file])) {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
    expect(after, `a place for ${name}`).toMatch(place);
    after = after.replace(place, (_, open: string, close: string) => `${open}\n${text}\n\n${close}`);
  }
  if (process.env.UPDATE_DOCS) writeFileSync(path, after);
  else expect(before).toBe(after);
});
