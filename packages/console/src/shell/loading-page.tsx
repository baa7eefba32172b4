import { useIntl } from 'react-intl';
import { Progress } from '../ui/index.ts';

/** Before the first page is there. */
export function LoadingPage() {
  const { formatMessage: t } = useIntl();
  return (
    <main className="navigation-bar">
      <Progress label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />
    </main>
  );
}
