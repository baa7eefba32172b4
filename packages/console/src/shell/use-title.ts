import { useEffect } from 'react';
import { useIntl } from 'react-intl';

/** Names the tab after what it shows. */
export function useTitle(title: string): void {
  const { formatMessage: t } = useIntl();
  const product = t({ id: 'shell.product', defaultMessage: 'Connective Chat' });
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
}
