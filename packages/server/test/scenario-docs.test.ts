import { readFileSync } from 'node:fs';
import { nodeSchema } from '@connective-chat/contracts/scenario';
import { expect, test } from 'vitest';
import { loadScenario } from '../src/scenario/load-scenario.ts';

const page = readFileSync(new URL('../../../docs/server/scenarios.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => JSON.parse(text ?? ''));
const [whole, ...nodes] = blocks;

/** Adds the nodes and entry points that a node refers to. */
function surroundings(node: Record<string, unknown>): Record<string, unknown> {
  const names = new Set<string>();
  JSON.stringify(node, (key, value) => {
    const leads = ['next', 'otherwise', 'timeout', 'error', 'notFound', 'success', 'returned', 'banned', 'limit'];
    if ([...leads, 'closed', 'offline'].includes(key) && typeof value === 'string') names.add(value);
    return value;
  });
  return Object.fromEntries([...names].map((name) => [name, { type: 'exit' }]));
}

test('the page has a complete scenario that loads', () => {
  expect(loadScenario(whole).start).toBe('start');
});

test.each(nodes.map((node) => [node.type as string, JSON.stringify(node).slice(0, 70), node]))(
  'an example of %s loads: %s',
  (type, _, node) => {
    const others = {
      ...(type === 'start' ? {} : { begin: { type: 'start', next: 'example' } }),
      ...(type === 'entry'
        ? {}
        : { door: { type: 'entry', alias: 'product-inquiry', next: 'left' }, left: { type: 'exit' } }),
    };
    expect(() =>
      loadScenario({ version: 1, nodes: { ...surroundings(node), ...others, example: node } }),
    ).not.toThrow();
  },
);

test('every node type has an example, and the page names each of its properties', () => {
  const shown = new Map<string, Set<string>>();
  for (const node of nodes) shown.set(node.type, new Set([...(shown.get(node.type) ?? []), ...Object.keys(node)]));
  for (const { def } of nodeSchema.def.options) {
    const type = (def.shape.type as { def: { values: string[] } }).def.values[0] ?? '';
    const missing = Object.keys(def.shape).filter((key) => !shown.get(type)?.has(key) && key !== 'format');
    expect(missing, type).toEqual([]);
  }
});
