import { expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const PATIENCE = { timeout: 20_000 };
const SOURCES = [{ title: 'Delivery', url: 'https://shop.example/delivery' }, { title: 'Notes' }];

/** A question and its answer by an agent. */
async function answered() {
  const mounted = mount();
  await mounted.open();
  const { client, find, root } = mounted;
  client.add('bot', 'Hello');
  client.add('visitor', 'Where is it?');
  const message = client.add('bot', 'Three days', { agent: true, sources: SOURCES });
  await vi.waitFor(() => find('.answer-actions'), PATIENCE);
  const button = (part: string) => find<HTMLButtonElement>(`[data-part="${part}"]`);
  const thumb = (value: string) => find<HTMLButtonElement>(`[data-part=feedback][data-value=${value}]`);
  return { ...mounted, message, button, thumb, has: (selector: string) => root.querySelector(selector) !== null };
}

it('only an answer of an agent has actions, with its numbered sources', async () => {
  const { all } = await answered();
  expect(all('.answer-actions')).toHaveLength(1);
  const [delivery, notes] = all('ol.sources > li > a') as HTMLAnchorElement[];
  expect(delivery?.href).toBe('https://shop.example/delivery');
  expect(delivery?.target).toBe('_blank');
  expect(delivery?.rel).toContain('noopener');
  expect(notes?.textContent).toBe('Notes');
  expect(notes?.hasAttribute('href')).toBe(false);
});

it('a rating is pressed, asks why it is bad, and is withdrawn by pressing it again', async () => {
  const { client, message, thumb, find, has } = await answered();
  thumb('up').click();
  expect(thumb('up').getAttribute('aria-pressed')).toBe('true');
  expect(has('.answer-form')).toBe(false);
  thumb('down').click();
  expect(thumb('up').getAttribute('aria-pressed')).toBe('false');
  expect(thumb('down').getAttribute('aria-pressed')).toBe('true');
  find<HTMLTextAreaElement>('.answer-reason').value = 'Too vague';
  find<HTMLButtonElement>('.answer-form button').click();
  expect(client.calls.at(-1)).toEqual(['feedback', message.id, 'down', 'Too vague']);
  expect(has('.answer-form')).toBe(false);
  thumb('down').click();
  expect(client.calls.at(-1)).toEqual(['feedback', message.id, null]);
  expect(thumb('down').getAttribute('aria-pressed')).toBe('false');
});

it('the outcome is shown beside the buttons', async () => {
  const { client, message, find } = await answered();
  client.emit('feedbackSettled', { id: message.id, value: 'up', saved: true });
  expect(find('.answer-note').textContent).toBe('Thank you for the rating');
  const error = Object.assign(new Error('No'), { code: 'INVALID' }) as never;
  client.emit('feedbackSettled', { id: message.id, value: 'up', saved: false, error });
  expect(find('.answer-note').textContent).toBe('The rating was not saved. Try again.');
});

it('a server without ratings has no thumbs; the answer can still be copied', async () => {
  const { client, thumb, button } = await answered();
  client.set({ feedbackState: { ok: false, reason: 'unsupported' } });
  expect(thumb('up').hidden).toBe(true);
  expect(button('copy').hidden).toBe(false);
});

it('"ask again" sends the last question, and is only below the newest answer', async () => {
  const { client, button, has } = await answered();
  expect(button('ask-again').closest('.answer')).not.toBeNull();
  client.set({ sendState: { ok: false, reason: 'thinking' } });
  expect(button('ask-again').getAttribute('aria-disabled')).toBe('true');
  button('ask-again').click();
  client.set({ sendState: { ok: true } });
  expect(button('ask-again').getAttribute('aria-disabled')).toBe('false');
  button('ask-again').click();
  expect(client.calls.filter(([name]) => name === 'send')).toEqual([['send', 'Where is it?']]);
  client.add('visitor', 'Where is it?');
  expect(has('[data-part="ask-again"]')).toBe(false);
  client.add('bot', 'Still three days', { agent: true });
  await vi.waitFor(() => button('ask-again'), PATIENCE);
});

it('the place of the actions is reserved while the answer is being written', async () => {
  const { client, message, all, root } = await answered();
  const draft = client.add('bot', 'Two', { streaming: true });
  expect(all('.answer')).toHaveLength(2);
  expect(all('.answer-actions'), 'no actions yet').toHaveLength(1);
  const place = all('.answer')[1];
  client.change(draft.id, { streaming: undefined, agent: true } as never);
  await vi.waitFor(() => expect(all('.answer-actions')).toHaveLength(2), PATIENCE);
  expect(all('.answer')[1]).toBe(place);
  expect(root.contains(place as Node)).toBe(true);
  expect(message.agent).toBe(true);
});
