import { Lock } from 'lucide-react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { EmptyState } from '../ui/index.ts';
import { TopBar } from './top-bar.tsx';

/** Shown to an operator who opens a page for admins. */
export function ForbiddenPage() {
  const { formatMessage: t } = useIntl();
  return (
    <>
      <TopBar />
      <main className="page-message" id="content">
        <EmptyState
          icon={<Lock size={22} aria-hidden />}
          title={t({ id: 'shell.errors.forbiddenTitle', defaultMessage: 'Only admins change settings' })}
          action={
            <Link className="ui-button ui-button-secondary" to="/operator">
              {t({ id: 'shell.errors.toDesk', defaultMessage: 'To the operator desk' })}
            </Link>
          }
        >
          {t({ id: 'shell.errors.forbiddenText', defaultMessage: 'Ask an admin for the role, or go to the desk.' })}
        </EmptyState>
      </main>
    </>
  );
}
