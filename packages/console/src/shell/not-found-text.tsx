import { Compass } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { EmptyState } from '../ui/index.ts';

/** The message for an unknown address, inside a page or as a page. */
export function NotFoundText() {
  const { formatMessage: t } = useIntl();
  return (
    <EmptyState
      icon={<Compass size={22} aria-hidden />}
      title={t({ id: 'shell.errors.notFoundTitle', defaultMessage: 'There is nothing here' })}
      action={
        <Link className="ui-button ui-button-secondary" to="/settings">
          {t({ id: 'shell.errors.toSettings', defaultMessage: 'To the settings' })}
        </Link>
      }
    >
      {t({
        id: 'shell.errors.notFoundText',
        defaultMessage: 'The address may be misspelt, or what it led to is gone.',
      })}
    </EmptyState>
  );
}
