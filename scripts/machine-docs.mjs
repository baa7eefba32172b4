#!/usr/bin/env node
// Generates docs/machine.md from the machine: a diagram and a table for each region, and every deadline.
// usage: node scripts/machine-docs.mjs [--update]      without it, a difference is an error
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const page = join(root, 'docs/machine.md');

async function load() {
  const outfile = join(root, '.cache/machine-docs.mjs');
  await build({
    stdin: {
      contents: "export * from './chat.machine.ts'; export * from './timeouts.ts';",
      resolveDir: join(root, 'packages/core/src/machine'),
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    outfile,
  });
  return import(pathToFileURL(outfile).href);
}

/** The readable name of a guard, an action or a delay. */
function nameOf(thing) {
  if (thing === undefined) return '';
  if (typeof thing === 'string') return thing;
  if (typeof thing === 'object') return thing.params ? `${thing.type} ${thing.params}` : thing.type;
  // Combined guards contain the others.
  if (thing.guards)
    return `${thing.check?.name ?? ''} ${thing.guards.map(nameOf).join(', ')}`.trim().replace(/^checkNot /, 'not ');
  return thing.name || 'inline';
}

/** `xstate.after.stableTime.chat…` → `after stableTime`; `xstate.done.actor.…` → `done`. */
function eventOf(transition, node) {
  const after = node.after.find(({ eventType }) => eventType === transition.eventType);
  if (after) return `after *${after.delay}*`;
  if (transition.eventType === '') return 'always';
  const actor = /^xstate\.(done|error)\.actor/.exec(transition.eventType);
  if (actor) return `${node.invoke[0]?.src} ${actor[1] === 'done' ? 'done' : 'failed'}`;
  return `\`${transition.eventType}\``;
}

const transitionsOf = (node) => [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
const shortOf = (node, region) => node.id.slice(region.id.length + 1) || region.key;

function* statesOf(node) {
  for (const child of Object.values(node.states)) {
    yield child;
    yield* statesOf(child);
  }
}

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

const { chatMachine, DEFAULT_TIMEOUTS } = await load();
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
