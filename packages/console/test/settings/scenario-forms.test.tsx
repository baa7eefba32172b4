// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { sameJson } from '../../src/settings/same-json.ts';
import { DeleteNodeDialog } from '../../src/settings/scenario/delete-node-dialog.tsx';
import { NodeForm } from '../../src/settings/scenario/forms/node-form.tsx';
import type { JsonObject } from '../../src/settings/scenario/scenario-json.ts';
import { withoutNode } from '../../src/settings/scenario/scenario-json.ts';
import { WholeScenario } from '../../src/settings/scenario/whole-scenario.tsx';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';
import { editNode } from './edit-node.tsx';

afterEach(cleanup);

const providers = {
  ok: true,
  items: [
    {
      name: 'knowledge',
      stages: [{ name: 'read', values: ['title', 'count'] }],
      usesTools: false,
      interrupts: false,
    },
    { name: 'support', stages: [], usesTools: false, interrupts: true },
    { name: 'openai', stages: [], usesTools: true, interrupts: false },
  ],
};
const ignore = () => {};

/** Opens the form of a node; `json()` returns the edited node. */
const openForm = (first: JsonObject) => ({ json: editNode(NodeForm, first, { listProviders: providers }) });

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('the form sets the thinking texts of a request by language', () => {
  const { json } = openForm({ type: 'http', url: 'https://a.example', next: 'other' });
  expect(json()).not.toHaveProperty('thinking');
  type('Default text', 'Asking the carrier…');
  fireEvent.click(screen.getByRole('radio', { name: 'uk' }));
  type('Default text', 'Питаю перевізника…');
  expect(json().thinking).toEqual({
    text: 'Asking the carrier…',
    languages: { uk: { text: 'Питаю перевізника…' } },
  });
});

test('the form offers the stages of the agent with their values', () => {
  const { json } = openForm({ type: 'agent', next: 'other' });
  press('Stage read');
  expect(screen.getByText('{{title}} {{count}}')).toBeTruthy();
  type('Stage: read', 'Reading {{title}}');
  expect(json().thinking).toEqual({ stages: { read: 'Reading {{title}}' } });
  expect(screen.queryByRole('button', { name: 'Stage read' }), 'once it has a text').toBeNull();
});

test('the form sets what a stage is called once it is done, and what becomes of the stages', () => {
  const { json } = openForm({ type: 'agent', thinking: { stages: { read: 'Reading' } }, next: 'other' });
  type('read, once it is done', 'Read {{title}}');
  fireEvent.click(screen.getByRole('radio', { name: 'stay open' }));
  const done = { stages: { read: 'Reading' }, doneStages: { read: 'Read {{title}}' } };
  expect(json().thinking).toEqual({ ...done, afterwards: 'stay' });
  fireEvent.click(screen.getByRole('radio', { name: 'fold into one line' }));
  expect(json().thinking, 'the default is not written').toEqual(done);
  press('Delete: Stage: read');
  expect(json().thinking).toEqual({ stages: {} });
});

test('the form sets what the questions of an AG-UI agent are for, beside its other options', () => {
  const titles = { send_email: { en: 'Send the e-mail' } };
  const { json } = openForm({ type: 'agent', provider: 'support', options: { history: 5, titles }, next: 'other' });
  expect(screen.getAllByLabelText('Tool or reason')).toHaveLength(1);
  expect(screen.queryByRole('group', { name: 'Option 2' }), 'the titles are no option as JSON').toBeNull();
  const questions = within(screen.getByRole('group', { name: 'Questions of the agent' }));
  fireEvent.click(questions.getByRole('radio', { name: 'uk' }));
  type('What is approved, uk', 'Надіслати листа');
  const both = { en: 'Send the e-mail', uk: 'Надіслати листа' };
  expect(json().options).toEqual({ history: 5, titles: { send_email: both } });
  type('Value', '7');
  expect(json().options, 'another option is changed').toEqual({ history: 7, titles: { send_email: both } });
  press('Delete: Question 1');
  expect(json().options).toEqual({ history: 7 });
});

test('the form offers tools to agents that use them, and shows tools that an agent cannot use', () => {
  const add = () => screen.queryByRole('group', { name: 'Tools of the agent' });
  openForm({ type: 'agent', provider: 'openai', next: 'other' });
  expect(add()).not.toBeNull();
  cleanup();
  openForm({ type: 'agent', provider: 'knowledge', next: 'other' });
  expect(add()).toBeNull();
  cleanup();
  openForm({ type: 'agent', provider: 'knowledge', tools: [{ kind: 'articles', name: 'find' }], next: 'other' });
  expect(add(), 'so that they can be deleted').not.toBeNull();
});

test('the form sets what a request is called once it is done', () => {
  const { json } = openForm({ type: 'http', url: 'https://a.example', next: 'other' });
  type('Text once it is done', 'Asked the carrier');
  expect(json().thinking).toEqual({ doneText: 'Asked the carrier' });
});

test('the form sets the deadline: its words by language, and the choices in their order', () => {
  const { json } = openForm({ type: 'http', url: 'https://a.example', next: 'other' });
  type('Text when it takes longer than usual', 'Still on it');
  fireEvent.click(screen.getByRole('switch', { name: 'Offer to ask again' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Offer to wait on' }));
  expect(json().thinking).toEqual({ overdueText: 'Still on it', choices: ['wait', 'retry'] });
  fireEvent.click(screen.getByRole('radio', { name: 'uk' }));
  type('Text when it takes longer than usual', 'Ще працюю');
  expect(json().thinking).toMatchObject({ languages: { uk: { overdueText: 'Ще працюю' } } });
  fireEvent.click(screen.getByRole('switch', { name: 'Offer to ask again' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Offer to wait on' }));
  expect(json().thinking).not.toHaveProperty('choices');
});

test('the form sets an agent’s options: JSON values as values, other input as text', () => {
  const { json } = openForm({ type: 'agent', options: { model: 'small' }, next: 'other' });
  press('Add an option');
  const [, name] = screen.getAllByLabelText('Name');
  const [, value] = screen.getAllByLabelText('Value');
  fireEvent.change(name as HTMLElement, { target: { value: 'temperature' } });
  fireEvent.change(value as HTMLElement, { target: { value: '0.2' } });
  expect(json().options).toEqual({ model: 'small', temperature: 0.2 });
});

test('the form sets format, rows of buttons and repeatable buttons', () => {
  const button = (label: string) => ({ label, next: 'other' });
  const { json } = openForm({ type: 'message', text: 'Hi', buttons: [[button('A')], [button('B')]] });
  fireEvent.click(screen.getByRole('radio', { name: 'Markdown' }));
  fireEvent.click(screen.getByRole('switch', { name: 'In one row with the one before' }));
  fireEvent.click(screen.getByRole('switch', { name: 'Its buttons may be pressed more than once' }));
  expect(json()).toMatchObject({ format: 'markdown', repeatable: true, buttons: [[button('A'), button('B')]] });
  fireEvent.click(screen.getByRole('switch', { name: 'In one row with the one before' }));
  expect(json().buttons).toEqual([[button('A')], [button('B')]]);
});

test('the form sets the size of a picture', () => {
  const { json } = openForm({ type: 'message', image: { url: '/a.png' }, next: 'other' });
  const width = screen.getByLabelText('Width, px');
  fireEvent.change(width, { target: { value: '320' } });
  fireEvent.blur(width);
  expect(json().image).toEqual({ url: '/a.png', width: 320 });
});

test('the fallback and the error text are edited for the whole scenario', () => {
  let changed: JsonObject = {};
  const scenario = { version: 1, fallback: 'ask', nodes: {} };
  render(
    <WholeScenario
      scenario={scenario}
      problems={['leads to ask, which does not exist']}
      languages={['en']}
      ids={['start']}
      onChange={(next) => {
        changed = next;
      }}
      onClose={ignore}
    />,
    { wrapper: MessagesProvider },
  );
  expect(screen.getByText('leads to ask, which does not exist')).toBeTruthy();
  expect(screen.getByRole('button', { name: /Fallback node/ }).textContent).toContain('ask');
  type('Said when a node fails', 'One moment, please.');
  expect(changed).toEqual({ ...scenario, errorText: 'One moment, please.' });
});

test('deleting the fallback node warns, and the draft shows the problem', () => {
  render(<DeleteNodeDialog id="ask" from={[]} isFallback onDelete={ignore} onClose={ignore} />, {
    wrapper: MessagesProvider,
  });
  expect(screen.getByText(/It is the fallback/)).toBeTruthy();
  expect(screen.queryByText(/Nothing leads to it/)).toBeNull();
  expect(withoutNode({ fallback: 'ask', nodes: { ask: {}, start: {} } }, 'ask')).toEqual({
    fallback: 'ask',
    nodes: { start: {} },
  });
});

test('a different key order, which the database does not keep, is not a change', () => {
  expect(
    sameJson({ nodes: { a: { type: 'exit', text: 'x' }, b: 1 } }, { nodes: { b: 1, a: { text: 'x', type: 'exit' } } }),
  ).toBe(true);
  expect(sameJson({ rows: [1, 2] }, { rows: [2, 1] })).toBe(false);
  expect(sameJson({ a: undefined }, {})).toBe(true);
});
