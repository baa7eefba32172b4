import { useIntl } from 'react-intl';
import { useNavigation } from 'react-router';
import { Progress } from '../ui/index.ts';

/** A progress bar while the next page is loading. */
export function NavigationBar() {
  const { formatMessage: t } = useIntl();
  const { state } = useNavigation();
  if (state === 'idle') return null;
  return (
    <div className="navigation-bar">
      <Progress label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />
    </div>
  );
}
