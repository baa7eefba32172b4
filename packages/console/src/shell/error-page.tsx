import { TriangleAlert } from 'lucide-react';
import { useIntl } from 'react-intl';
import { useRouteError } from 'react-router';
import { Button, EmptyState } from '../ui/index.ts';

/** Shown when a page has thrown; the error itself is logged to the browser's console. */
export function ErrorPage() {
  const { formatMessage: t } = useIntl();
  const error = useRouteError();
  console.error(error);
  return (
    <main className="page-message" role="alert">
      <EmptyState
        icon={<TriangleAlert size={22} aria-hidden />}
        title={t({ id: 'shell.errors.title', defaultMessage: 'This page has failed' })}
        action={
          <Button variant="primary" onPress={() => location.reload()}>
            {t({ id: 'shell.errors.reload', defaultMessage: 'Load again' })}
          </Button>
        }
      >
        {t({ id: 'shell.errors.text', defaultMessage: 'What you have saved is safe. Load the page again to go on.' })}
      </EmptyState>
    </main>
  );
}
