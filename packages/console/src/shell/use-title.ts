import { useEffect } from 'react';
import { useIntl } from 'react-intl';

/** Sets the title of the document. */
export function useTitle(title: string): void {
  const { formatMessage: t } = useIntl();
  const product = t({ id: 'shell.product', defaultMessage: 'Connective Chat' });
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
