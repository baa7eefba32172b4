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
 * Gives the pages the messages of the chosen language. The former language stays until a newly chosen one has been
 * loaded, and also if it cannot be loaded.
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
