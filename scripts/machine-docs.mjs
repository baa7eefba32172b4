#!/usr/bin/env node
// Generates docs/machine.md from the machine: a diagram and a table for each region, and every deadline.
// usage: node scripts/machine-docs.mjs [--update]      without it, a difference is an error
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventOf, loadMachine, nameOf, shortOf, statesOf, transitionsOf } from './lib/machine.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/machine.md');

function regionPage(region) {
  const rows = [];
  const edges = new Set();
  for (const node of [region, ...statesOf(region)]) {
    const from = node === region ? '(any)' : shortOf(node, region);
    for (const transition of transitionsOf(node)) {
      const targets = (transition.target ?? []).map((target) => shortOf(target, region));
      const to = targets.join(', ') || 'stays';
      const event = eventOf(transition, node);
      rows.push(`| ${from} | ${event} | ${nameOf(transition.guard)} | ${to} |`);
      const label = event.replaceAll(/[`*]/g, '').replaceAll(':', ' ');
      for (const target of targets) {
        if (node !== region) edges.add(`  ${from.replaceAll('.', '_')} --> ${target.replaceAll('.', '_')}: ${label}`);
      }
    }
  }
  const blocking = [...statesOf(region)]
    .filter((node) => node.tags.includes('inputBlocked'))
    .map((node) => shortOf(node, region));
  return [
    `## ${region.key}`,
    '',
    ...(blocking.length > 0 ? [`Blocks the input: **${blocking.join(', ')}**.`, ''] : []),
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${region.initial.target[0].key}`,
    ...edges,
    '```',
    '',
    '| in | on | if | goes to |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const { createChatMachine, DEFAULT_TIMEOUTS } = await loadMachine();
const chatMachine = createChatMachine({});
const meanings = readFileSync(join(root, 'packages/core/src/machine/timeouts.ts'), 'utf8');
const meaningOf = (name) =>
  new RegExp(`/\\*\\* (.*) Default [^.]*\\. \\*/\\n  readonly ${name}:`).exec(meanings)?.[1] ?? '';

const text = [
  '# The machine, as it is',
  '',
  '<!-- Written by scripts/machine-docs.mjs from packages/core/src/machine; do not edit. -->',
  '',
  'Six regions run in parallel. `(any)` is a transition of the whole region. [architecture.md](architecture.md) explains the terms.',
  '',
  ...Object.values(chatMachine.root.states).map(regionPage),
  '## Deadlines',
  '',
  'Each can be given in `createChatClient({ timeouts })`, in milliseconds.',
  '',
  '| name | default | what it is |',
  '|---|--:|---|',
  ...Object.entries(DEFAULT_TIMEOUTS).map(
    ([name, ms]) => `| \`${name}\` | ${ms.toLocaleString('en-US')} | ${meaningOf(name)} |`,
  ),
  '',
].join('\n');

if (process.argv.includes('--update')) {
  writeFileSync(page, text);
} else if (readFileSync(page, 'utf8') !== text) {
  console.error('docs/machine.md differs from the machine: run "npm run docs:update" and review the difference');
  process.exit(1);
}
