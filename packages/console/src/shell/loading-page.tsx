import { useIntl } from 'react-intl';
import { Progress } from '../ui/index.ts';

/** Shown until the first page is loaded. */
export function LoadingPage() {
  const { formatMessage: t } = useIntl();
  return (
    <main className="navigation-bar">
      <Progress label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />
    </main>
  );
}
