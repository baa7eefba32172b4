import { type ReactNode, useEffect, useState } from 'react';
import { IntlProvider } from 'react-intl';
import { type Catalog, ENGLISH, loadCatalog } from './load-catalog.ts';
import { useLocale } from './use-locale.ts';

interface MessagesProviderProps {
  /** The catalog of the language in which the page starts. Default: English. */
  readonly initial?: Catalog;
  readonly children: ReactNode;
}

/**
 * Provides the messages of the chosen language. The previous language is used until the new one is loaded, and if it
 * fails to load.
 */
export function MessagesProvider({ initial = ENGLISH, children }: MessagesProviderProps) {
  const wanted = useLocale();
  const [{ locale, messages }, setCatalog] = useState(initial);
  useEffect(() => {
    let isCurrent = true;
    loadCatalog(wanted).then(
      (catalog) => isCurrent && setCatalog(catalog),
      (error) => console.error(error),
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted]);
  return (
    <IntlProvider locale={locale} defaultLocale={ENGLISH.locale} messages={messages}>
      {children}
    </IntlProvider>
  );
}
