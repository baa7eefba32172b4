// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ArticleDialog } from '../../src/settings/knowledge/article-dialog.tsx';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';

// jsdom lacks `CSS.escape`, which dialogs call on the window of their document.
Object.assign(document.defaultView ?? {}, { CSS: { escape: (text: string) => text } });

afterEach(cleanup);

const bot = { id: '1', settings: { languages: ['en'] } } as never;

function open() {
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MessagesProvider>
        <ArticleDialog bot={bot} id={null} onClose={onClose} />
      </MessagesProvider>
    </QueryClientProvider>,
  );
  return onClose;
}

const pressEscape = () => fireEvent.keyDown(screen.getByLabelText('Text'), { key: 'Escape' });
const question = () => screen.queryByRole('alertdialog', { name: 'Leave without saving?' });

test('Escape asks before it discards changes', async () => {
  const onClose = open();
  fireEvent.change(screen.getByLabelText('Text'), { target: { value: 'Lamps are returned within 30 days.' } });
  pressEscape();
  await waitFor(() => expect(question()).not.toBeNull(), { timeout: 20_000 });
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Stay' }));
  await waitFor(() => expect(question()).toBeNull(), { timeout: 20_000 });
  expect((screen.getByLabelText('Text') as HTMLTextAreaElement).value).toBe('Lamps are returned within 30 days.');
});

test('Escape closes an unchanged article', async () => {
  const onClose = open();
  pressEscape();
  await waitFor(() => expect(onClose).toHaveBeenCalled(), { timeout: 20_000 });
  expect(question()).toBeNull();
});
