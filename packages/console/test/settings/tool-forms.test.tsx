// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { ToolList } from '../../src/settings/scenario/forms/tools/tool-list.tsx';
import type { Json, JsonObject } from '../../src/settings/scenario/scenario-json.ts';
import { editNode } from './edit-node.tsx';

afterEach(cleanup);

const servers = {
  ok: true,
  items: [
    { name: 'shop', tools: ['track', 'cancel'], bots: null },
    { name: 'more', tools: null, bots: null },
  ],
};

/** Opens the form of an agent with tools; `tools()` returns the edited ones. */
function openForm(tools: readonly JsonObject[]) {
  const json = editNode(ToolList, { type: 'agent', tools }, { listMcpServers: servers });
  return { json, tools: () => json().tools as readonly Json[] };
}

// Queries by role compute the styles of every element, which takes seconds for a form of this size in jsdom.

function fieldset(name: string): HTMLElement {
  const all = [...document.querySelectorAll('fieldset')];
  const found = all.find((element) => element.querySelector(':scope > legend')?.textContent === name);
  if (!found) throw new Error(`There is no group ${name}.`);
  return found;
}

const group = (name: string) => within(fieldset(name));
const field = (name: string, label: string) => group(name).getByLabelText<HTMLInputElement>(label);
const type = (name: string, label: string, value: string) =>
  fireEvent.change(field(name, label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByText(name, { selector: 'button, button *' }));
const pressIcon = (label: string) => fireEvent.click(screen.getByLabelText(label, { selector: 'button' }));

/** Chooses an option of the dropdown list with a label. */
function choose(name: string, label: string, option: string) {
  const text = group(name).getByText(label, { selector: '.ui-label' });
  fireEvent.click(text.parentElement?.querySelector('button') as HTMLElement);
  const options = [...document.querySelectorAll<HTMLElement>('[role=option]')];
  const found = options.find((element) => element.querySelector('[slot=label]')?.textContent === option);
  fireEvent.click(found as HTMLElement);
}

test('a tool that is added searches the articles, and needs nothing else', () => {
  const { json, tools } = openForm([]);
  press('Add a tool');
  expect(tools()).toEqual([{ kind: 'articles' }]);
  type('Tool 1', 'Name for the agent', 'help');
  expect(tools()).toEqual([{ kind: 'articles', name: 'help' }]);
  type('Tool 1', 'Name for the agent', '');
  expect(tools()).toEqual([{ kind: 'articles' }]);
  pressIcon('Delete: Tool 1');
  expect(json()).toEqual({ type: 'agent' });
});

test('the form sets the request of a tool, its arguments, and what is taken of the answer', () => {
  const { tools } = openForm([{ kind: 'http', name: '', description: '', url: '' }]);
  type('Tool 1', 'Name for the agent', 'track');
  type('Tool 1', 'When to call it, and what it returns', 'Where a parcel is');
  type('Tool 1', 'Address', 'https://shop.example.com/orders/{{args.order}}');
  const input = { type: 'object', properties: { order: { type: 'string' } }, required: ['order'] };
  type('Tool 1', 'Arguments, as a JSON schema', JSON.stringify(input));
  type('Tool 1', 'Body, as JSON', '{"order": "{{args.order}}"}');
  type('Tool 1', 'What the agent gets of the answer', 'orders.0');
  type('Tool 1', 'What the visitor sees of the answer', 'orders.0.state');
  expect(tools()).toEqual([
    {
      kind: 'http',
      name: 'track',
      description: 'Where a parcel is',
      url: 'https://shop.example.com/orders/{{args.order}}',
      input,
      body: { order: '{{args.order}}' },
      result: 'orders.0',
      summary: 'orders.0.state',
    },
  ]);
});

test('the field of the arguments says what is wrong, and keeps what is typed', () => {
  const { tools } = openForm([{ kind: 'http', name: 'track', description: 'd', url: '/a' }]);
  const label = 'Arguments, as a JSON schema';
  const input = () => field('Tool 1', label);
  const error = () => document.getElementById(input().getAttribute('aria-describedby')?.split(' ').at(-1) ?? '');
  type('Tool 1', label, '{"type": "object"');
  expect(input().value).toBe('{"type": "object"');
  expect(error()?.textContent).toBe('This is not JSON yet.');
  expect(tools()[0], 'text that is not JSON is not taken over').not.toHaveProperty('input');
  type('Tool 1', label, '{"type": "object", "properties": {"order": {"type": "text"}}}');
  expect(error()?.textContent).toBe('properties.order.type: is none of: string, number, integer, boolean, array');
  type('Tool 1', label, '{"type": "object", "properties": {"order": {"type": "string"}}}');
  expect(input().getAttribute('aria-invalid')).toBeNull();
});

test('unfinished JSON of a tool does not move to the next one when the tool is deleted', () => {
  openForm([
    { kind: 'http', name: 'first', description: 'd', url: '/a' },
    { kind: 'http', name: 'second', description: 'd', url: '/b' },
  ]);
  type('Tool 1', 'Body, as JSON', '{"unfinished');
  pressIcon('Delete: Tool 1');
  expect(field('Tool 1', 'Name for the agent').value).toBe('second');
  expect(field('Tool 1', 'Body, as JSON').value).toBe('');
});

test('the form asks the visitor before a call, with texts by language and labels of the arguments', () => {
  const { tools } = openForm([{ kind: 'scenario', name: 'move', description: 'd', alias: 'move' }]);
  fireEvent.click(field('Tool 1', 'Ask the visitor before each call'));
  expect(tools()[0]).toMatchObject({ approval: true });
  type('Tool 1', 'What the visitor is asked, en', 'Shall I change it?');
  const languages = screen.getByText('What the visitor is asked: Language').parentElement as HTMLElement;
  fireEvent.click(within(languages).getByLabelText('uk'));
  type('Tool 1', 'What the visitor is asked, uk', 'Змінити?');
  press('Show an argument');
  type('Argument 1', 'Name of the argument', 'address');
  type('Argument 1', 'Label, en', 'New address');
  expect(tools()[0]).toMatchObject({
    approval: { text: { en: 'Shall I change it?', uk: 'Змінити?' }, items: { address: 'New address' } },
  });
  fireEvent.click(field('Tool 1', 'Ask the visitor before each call'));
  expect(tools()[0]).not.toHaveProperty('approval');
});

test('the entry point of a tool is chosen from those of the scenario; an unknown one is still shown', () => {
  const { tools } = openForm([{ kind: 'scenario', name: 'move', description: 'd', alias: 'gone' }]);
  const button = group('Tool 1').getByText('Alias of the entry point', { selector: '.ui-label' }).parentElement;
  expect(button?.querySelector('button')?.textContent).toContain('gone');
  choose('Tool 1', 'Alias of the entry point', 'person');
  expect(tools()).toEqual([{ kind: 'scenario', name: 'move', description: 'd', alias: 'person' }]);
});

test('the form sets how visitors see the calls of a tool', () => {
  const { tools } = openForm([{ kind: 'articles' }]);
  type('Tool 1', 'What the tool does, en', 'Looks it up');
  type('Tool 1', 'While it runs, en', 'Looking it up…');
  type('Tool 1', 'Once it is done, en', 'Looked it up');
  type('Tool 1', 'If it failed, en', 'Found nothing');
  const texts = { running: 'Looking it up…', done: 'Looked it up', failed: 'Found nothing' };
  expect(tools()).toEqual([{ kind: 'articles', title: 'Looks it up', texts }]);
  type('Tool 1', 'If it failed, en', '');
  expect(tools()[0]).toMatchObject({ texts: { running: 'Looking it up…', done: 'Looked it up' } });
});

test('another kind of tool keeps what both have', () => {
  const { tools } = openForm([{ kind: 'http', name: 'track', description: 'd', url: '/a', approval: true }]);
  choose('Tool 1', 'Kind of tool', 'Part of the scenario');
  expect(tools()).toEqual([{ kind: 'scenario', name: 'track', description: 'd', approval: true, alias: '' }]);
  choose('Tool 1', 'Kind of tool', 'MCP server');
  expect(tools()).toEqual([{ kind: 'mcp', server: '' }]);
});

test('the form offers the configured MCP servers with their tools, and sets rules for single ones', () => {
  const { tools } = openForm([{ kind: 'mcp', server: 'more' }]);
  choose('Tool 1', 'MCP server', 'shop');
  expect(screen.getByText('Separate with commas. Empty: all that are configured, track, cancel.')).toBeTruthy();
  type('Tool 1', 'Tools that the agent may call', 'track, cancel');
  press('Add a rule');
  type('Rule 1', 'Name at the server', 'track');
  fireEvent.click(field('Rule 1', 'never'));
  type('Rule 1', 'While it runs, en', 'Asking the carrier…');
  expect(tools()).toEqual([
    {
      kind: 'mcp',
      server: 'shop',
      tools: ['track', 'cancel'],
      approvals: { track: false },
      shown: { track: { texts: { running: 'Asking the carrier…' } } },
    },
  ]);
  fireEvent.click(field('Rule 1', 'as the server says'));
  type('Rule 1', 'While it runs, en', '');
  expect(tools()[0]).toEqual({ kind: 'mcp', server: 'shop', tools: ['track', 'cancel'] });
});

test('the limits of an answer are set once there is a tool', () => {
  const { json } = openForm([]);
  expect(screen.queryByLabelText('Calls in one answer')).toBeNull();
  press('Add a tool');
  const calls = screen.getByLabelText('Calls in one answer');
  fireEvent.change(calls, { target: { value: '3' } });
  fireEvent.blur(calls);
  expect(json().limits).toEqual({ calls: 3 });
});
