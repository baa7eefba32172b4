import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '@connective-chat/core/protocol';
import { expect, it } from 'vitest';
import { LIVE_EXAMPLES } from '../../site/live/examples/index.ts';
import { pages, readPage, root } from './support/examples.ts';

/** The names of the members of an interface. */
function membersOf(file: string, name: string): string[] {
  const source = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const [, body = ''] = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(source) ?? [];
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[?:<(]/gm)].map(([, member = '']) => member);
}

/** What a pattern captures in a file. */
const namesOf = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(pattern)].map(([, name = '']) => name);

const CLIENT = 'packages/core/src/client/chat-client.types.ts';
const CLIENT_OPTIONS = 'packages/core/src/client/chat-client-options.types.ts';
const OPTIONS = 'packages/vanilla-ui/src/widget-options.types.ts';
const WIDGET = 'packages/vanilla-ui/src/widget.types.ts';

it.each([
  ['widget-options', OPTIONS, 'WidgetOptions'],
  ['widget-events', WIDGET, 'WidgetEvents'],
  ['widget-methods', WIDGET, 'WidgetControls'],
  ['client-options', CLIENT_OPTIONS, 'ChatClientOptions'],
  ['client-events', CLIENT, 'ChatEvents'],
])('the live examples %s show every member of the interface, and no other', (group, file, name) => {
  const members = membersOf(file, name);
  expect(members.length).toBeGreaterThan(5);
  expect(Object.keys(LIVE_EXAMPLES[group] ?? {}).sort()).toEqual(members.sort());
});

it('every custom property of the widget has a live example that sets it', () => {
  const examples = LIVE_EXAMPLES['theme-tokens'] ?? {};
  const properties = namesOf('docs/theming.md', /^\| `(--cc-[a-z-]+)`/gm);
  expect(properties.length).toBeGreaterThan(30);
  expect(Object.keys(examples)).toEqual(properties);
  for (const property of properties) expect(examples[property]).toContain(`setProperty('${property}'`);
});

it('every code of the protocol has a live example', () => {
  const examples = Object.keys(LIVE_EXAMPLES['error-codes'] ?? {});
  expect(Object.keys(CODES).filter((code) => !examples.includes(code))).toEqual([]);
});

it('the code of every live example is a program', () => {
  const AsyncFunction = (async () => {}).constructor as new (code: string) => unknown;
  for (const [group, examples] of Object.entries(LIVE_EXAMPLES)) {
    for (const [name, code] of Object.entries(examples)) {
      expect(() => new AsyncFunction(code), `${group} ${name}`).not.toThrow();
    }
  }
});

it('every page names live examples that exist', () => {
  const named = pages().flatMap((page) =>
    [...readPage(page).matchAll(/^<!-- live: ([\w-]+)(?: ([\w,-]+))? -->$/gm)].map(([, group = '', names = '']) => ({
      page,
      group,
      names: names.split(',').filter(Boolean),
    })),
  );
  expect(named.length).toBeGreaterThan(15);
  for (const { page, group, names } of named) {
    if (group === 'theme') continue;
    const examples = Object.keys(LIVE_EXAMPLES[group] ?? {});
    expect(examples.length, `${page}: ${group}`).toBeGreaterThan(0);
    expect(
      names.filter((name) => !examples.includes(name)),
      page,
    ).toEqual([]);
  }
});
