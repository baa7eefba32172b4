import { afterEach, expect, it, vi } from 'vitest';
import { mount } from '../support/mount.ts';

const PATIENCE = { timeout: 20_000 };
const CODE = 'npm install\nnpm run demo';

afterEach(() => {
  Reflect.deleteProperty(navigator, 'clipboard');
});

/** A message with a block of code, and its button; the clipboard does what `writeText` does. */
async function codeMessage(writeText: (text: string) => Promise<void>) {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  const mounted = mount();
  await mounted.open();
  mounted.client.add('bot', { type: 'text', text: `Run:\n\n\`\`\`sh\n${CODE}\n\`\`\``, format: 'markdown' });
  const button = await vi.waitFor(() => mounted.find<HTMLButtonElement>('.copy'), PATIENCE);
  return { ...mounted, button };
}

it('copies the code alone, shows that it has, and says so', async () => {
  const writeText = vi.fn(async () => {});
  const { button, find } = await codeMessage(writeText);
  const announced: string[] = [];
  // Recorded, because an announcement is cleared after a second.
  new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) announced.push(node.textContent ?? '');
  }).observe(find('[aria-live=polite]'), { childList: true });
  expect(button.getAttribute('aria-label')).toBe('Copy code');
  const before = button.innerHTML;
  button.click();
  await vi.waitFor(() => expect(button.innerHTML).not.toBe(before), PATIENCE);
  expect(writeText).toHaveBeenCalledExactlyOnceWith(CODE);
  await vi.waitFor(() => expect(announced).toContain('Copied'), PATIENCE);
});

it('selects the code where the clipboard is not allowed', async () => {
  const { button, find } = await codeMessage(() => Promise.reject(new Error('not allowed')));
  const select = vi.spyOn(Selection.prototype, 'selectAllChildren').mockImplementation(() => {});
  button.click();
  await vi.waitFor(() => expect(select).toHaveBeenCalledExactlyOnceWith(find('.code pre')), PATIENCE);
});
