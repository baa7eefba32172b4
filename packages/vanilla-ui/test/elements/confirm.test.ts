import { expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const PATIENCE = { timeout: 20_000 };

/** The question that "End chat" asks while an operator has the dialog. */
async function askToEnd() {
  const mounted = mount();
  const { client, all, find, open } = mounted;
  await open();
  client.add('bot', 'Hello');
  client.set({ dialog: { status: 'operator', operator: { id: 'a', name: 'Ann' }, queuePosition: null } });
  find<HTMLButtonElement>('.menu-anchor button').click();
  const end = await vi.waitFor(() => {
    const item = all('[role=menuitem]').find(({ textContent }) => textContent === 'End chat');
    if (!item) throw new Error('the menu has no such item yet');
    return item as HTMLButtonElement;
  }, PATIENCE);
  end.click();
  return { ...mounted, question: find<HTMLDialogElement>('.confirm') };
}

it('asks by the name of the operator, with the focus on the answer that changes nothing', async () => {
  const { question, root, client } = await askToEnd();
  expect(question.getAttribute('role')).toBe('alertdialog');
  expect(question.querySelector('#cc-confirm')?.textContent).toContain('Ann');
  expect(root.activeElement).toBe(question.querySelector('.confirm-no'));
  expect(client.called('close')).toEqual([]);
});

it('ends the chat once it is confirmed', async () => {
  const { question, client, all } = await askToEnd();
  question.querySelector<HTMLButtonElement>('.confirm-yes')?.click();
  expect(client.called('close')).toHaveLength(1);
  expect(all('.confirm')).toEqual([]);
});

it.each<[string, (question: HTMLDialogElement) => void]>([
  ['the other button', (question) => question.querySelector<HTMLButtonElement>('.confirm-no')?.click()],
  ['a press beside the question', (question) => question.click()],
  // The browser closes a modal dialog on Esc.
  ['Esc', (question) => question.close()],
])('%s keeps the chat and returns the focus to the input', async (_, answer) => {
  const { question, client, all, root, find } = await askToEnd();
  answer(question);
  expect(client.called('close')).toEqual([]);
  expect(all('.confirm')).toEqual([]);
  expect(root.activeElement).toBe(find('.input'));
});

it('Esc in the question does not reach the chat behind it', async () => {
  const { question, find } = await askToEnd();
  const heard = vi.fn();
  find('.panel').addEventListener('keydown', heard);
  question.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
  expect(heard).not.toHaveBeenCalled();
});
