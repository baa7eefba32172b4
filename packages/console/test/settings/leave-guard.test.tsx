// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, test, vi } from 'vitest';
import { LeaveGuard, useLeaveGuard } from '../../src/settings/leave-guard.tsx';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';

// jsdom lacks `CSS.escape`, which dialogs call on the window of their document.
Object.assign(document.defaultView ?? {}, { CSS: { escape: (text: string) => text } });

afterEach(cleanup);

function Draft({ isDirty, within }: { readonly isDirty: boolean; readonly within: string }) {
  useLeaveGuard(isDirty, within);
  return null;
}

function open(scenarioIsDirty: boolean, settingsAreDirty: boolean) {
  const router = createMemoryRouter(
    [
      {
        path: '*',
        element: (
          <LeaveGuard>
            <Draft isDirty={scenarioIsDirty} within="/settings/bots/1/scenario" />
            <Draft isDirty={settingsAreDirty} within="/settings/bots/1/" />
          </LeaveGuard>
        ),
      },
    ],
    { initialEntries: ['/settings/bots/1/scenario'] },
  );
  render(
    <MessagesProvider>
      <RouterProvider router={router} />
    </MessagesProvider>,
  );
  return router;
}

/** Navigates and waits for the render: the page must know its location before it can ask. */
const go = (router: ReturnType<typeof open>, path: string) =>
  act(async () => {
    void router.navigate(path);
  });

const question = () => screen.queryByRole('alertdialog', { name: 'Leave without saving?' });

test('two drafts on one page are both confirmed, with one blocker', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const router = open(false, true);
  // The other tabs of the same bot keep unsaved settings.
  await go(router, '/settings/bots/1/widget');
  await waitFor(() => expect(router.state.location.pathname).toBe('/settings/bots/1/widget'), { timeout: 20_000 });
  expect(question()).toBeNull();
  await go(router, '/settings/audit');
  await waitFor(() => expect(question()).not.toBeNull(), { timeout: 20_000 });
  expect(router.state.location.pathname).toBe('/settings/bots/1/widget');
  fireEvent.click(screen.getByRole('button', { name: 'Leave' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/settings/audit'), { timeout: 20_000 });
  expect(String(warn.mock.calls)).not.toContain('one blocker');
});

test('leaving a changed scenario asks for confirmation, leaving an unchanged one does not', async () => {
  const dirty = open(true, false);
  await go(dirty, '/settings/bots/1/widget');
  await waitFor(() => expect(question()).not.toBeNull(), { timeout: 20_000 });
  fireEvent.click(screen.getByRole('button', { name: 'Stay' }));
  await waitFor(() => expect(question()).toBeNull(), { timeout: 20_000 });
  cleanup();
  const clean = open(false, false);
  await clean.navigate('/settings/audit');
  expect(clean.state.location.pathname).toBe('/settings/audit');
});
