import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { RouterProvider } from 'react-router/dom';
import { Toasts } from '../ui/index.ts';
import { useLocale } from './locale/use-locale.ts';
import { OfflineNotice } from './offline-notice.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import './theme/theme-store.ts';
import './shell.css';
import { useShellWords } from './words/use-shell-words.ts';

/** Everything around the pages. */
export function App() {
  const locale = useLocale();
  const words = useShellWords();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <OfflineNotice />
        <Toasts label={words.product} dismiss={words.dismiss} />
      </QueryClientProvider>
    </I18nProvider>
  );
}
