import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { RouterProvider } from 'react-router/dom';
import { Toasts } from '../ui/index.ts';
import { OfflineNotice } from './offline-notice.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';
import './theme/theme-store.ts';
import './shell.css';

/** The root component: providers, router, notices. */
export function App() {
  const { formatMessage: t, locale } = useIntl();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  return (
    <I18nProvider locale={locale}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <OfflineNotice />
        <Toasts
          label={t({ id: 'shell.product', defaultMessage: 'Connective Chat' })}
          dismiss={t({ id: 'shell.dismiss', defaultMessage: 'Dismiss' })}
        />
      </QueryClientProvider>
    </I18nProvider>
  );
}
