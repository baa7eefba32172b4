import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The machine of a chat, bundled from its source. */
export async function loadMachine() {
  const outfile = join(root, `.cache/machine-${process.pid}.mjs`);
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
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile);
  }
}

/** The readable name of a guard, an action or a delay. */
export function nameOf(thing) {
  if (thing === undefined) return '';
  if (typeof thing === 'string') return thing;
  if (typeof thing === 'object') return thing.params ? `${thing.type} ${thing.params}` : thing.type;
  // Combined guards contain the others.
  if (thing.guards)
    return `${thing.check?.name ?? ''} ${thing.guards.map(nameOf).join(', ')}`.trim().replace(/^checkNot /, 'not ');
  return thing.name || 'inline';
}

/** `xstate.after.stableTime.chat…` → `after stableTime`; `xstate.done.actor.…` → `done`. */
export function eventOf(transition, node) {
  const after = node.after.find(({ eventType }) => eventType === transition.eventType);
  if (after) return `after *${after.delay}*`;
  if (transition.eventType === '') return 'always';
  const actor = /^xstate\.(done|error)\.actor/.exec(transition.eventType);
  if (actor) return `${node.invoke[0]?.src} ${actor[1] === 'done' ? 'done' : 'failed'}`;
  return `\`${transition.eventType}\``;
}

export const transitionsOf = (node) => [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
/** The path of a state within its region, such as `online.fresh`. */
export const shortOf = (node, region) => node.id.slice(region.id.length + 1) || region.key;

/** All states below a state. */
export function* statesOf(node) {
  for (const child of Object.values(node.states)) {
    yield child;
    yield* statesOf(child);
  }
}
