// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { useIntl } from 'react-intl';
import { afterEach, expect, test, vi } from 'vitest';
import { loadCatalog } from '../../src/shell/locale/load-catalog.ts';
import { localeStore } from '../../src/shell/locale/locale-store.ts';
import { MessagesProvider } from '../../src/shell/locale/messages-provider.tsx';

const { failing } = vi.hoisted(() => ({ failing: new Set<string>() }));
vi.mock('../../src/shell/locale/load-catalog.ts', async (original) => {
  const real = await original<typeof import('../../src/shell/locale/load-catalog.ts')>();
  const load: typeof real.loadCatalog = (locale) =>
    failing.has(locale) ? Promise.reject(new Error('offline')) : real.loadCatalog(locale);
  return { ...real, loadCatalog: load };
});

function Sample() {
  const { formatMessage: t } = useIntl();
  return (
    <>
      <p>{t({ id: 'shell.login.submit', defaultMessage: 'Log in' })}</p>
      <p>
        {t(
          { id: 'desk.lists.hits', defaultMessage: '{count, plural, one {# message found} other {# messages found}}' },
          { count: 3 },
        )}
      </p>
    </>
  );
}

afterEach(() => {
  cleanup();
  failing.clear();
  act(() => localeStore.set('en'));
});

test('English needs no message catalog', () => {
  render(<Sample />, { wrapper: MessagesProvider });
  expect(screen.getByText('Log in')).toBeTruthy();
  expect(screen.getByText('3 messages found')).toBeTruthy();
});

test('a catalog loaded before the first render is used at once, with the plural forms of its language', async () => {
  const initial = await loadCatalog('uk');
  act(() => localeStore.set('uk'));
  render(
    <MessagesProvider initial={initial}>
      <Sample />
    </MessagesProvider>,
  );
  expect(screen.getByText('Увійти')).toBeTruthy();
  expect(screen.getByText('Знайдено 3 повідомлення')).toBeTruthy();
});

test('a newly chosen language replaces the previous one once it is loaded', async () => {
  render(<Sample />, { wrapper: MessagesProvider });
  act(() => localeStore.set('ru'));
  expect(screen.getByText('Log in')).toBeTruthy();
  expect(await screen.findByText('Войти')).toBeTruthy();
});

test('the previous language stays when another one fails to load', async () => {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  failing.add('ru');
  render(<Sample />, { wrapper: MessagesProvider });
  await act(async () => localeStore.set('ru'));
  await vi.waitFor(() => expect(report).toHaveBeenCalledWith(new Error('offline')), { timeout: 20_000 });
  expect(screen.getByText('Log in')).toBeTruthy();
});
