import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { Callout, EmptyState, Select, Skeleton } from '../../ui/index.ts';
import { OlderButton } from '../older-button.tsx';
import { PageHead } from '../page-head.tsx';
import { AuditRow } from './audit-row.tsx';

const PAGE_SIZE = 50;

/** The audit log. */
export function AuditPage() {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const [action, setAction] = useState('all');
  const query = useInfiniteQuery({
    queryKey: ['audit', action],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      callApi('audit', {
        signal,
        request: { limit: PAGE_SIZE, before: pageParam, action: action === 'all' ? undefined : action },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page page-wide">
      <PageHead
        title={t({ id: 'settings.nav.audit', defaultMessage: 'Audit log' })}
        lead={t({
          id: 'settings.audit.lead',
          defaultMessage: 'Who did what, newest first. Texts of visitors, passwords and tokens are never in it.',
        })}
        action={
          <div className="page-filter">
            <Select
              label={t({ id: 'settings.audit.filter', defaultMessage: 'Only' })}
              hidesLabel
              options={[
                { id: 'all', label: t({ id: 'settings.audit.all', defaultMessage: 'Everything' }) },
                { id: 'bot.', label: t({ id: 'settings.audit.filters.bot', defaultMessage: 'Bots' }) },
                { id: 'account.', label: t({ id: 'settings.audit.filters.account', defaultMessage: 'Accounts' }) },
                { id: 'dialog.', label: t({ id: 'settings.audit.filters.dialog', defaultMessage: 'Dialogs' }) },
                { id: 'visitor.', label: t({ id: 'settings.audit.filters.visitor', defaultMessage: 'Visitors' }) },
                { id: 'desk.', label: t({ id: 'settings.audit.filters.desk', defaultMessage: 'Desk' }) },
              ]}
              value={action}
              onChange={setAction}
            />
          </div>
        }
      />
      {query.isPending && <Skeleton label={t({ id: 'shell.loading', defaultMessage: 'Loading' })} />}
      {query.isError && <Callout kind="error">{errorText(query.error)}</Callout>}
      {query.data && items.length === 0 && (
        <EmptyState title={t({ id: 'settings.audit.empty', defaultMessage: 'Nothing has happened yet.' })} />
      )}
      {items.length > 0 && (
        <section
          className="panel ui-scroll-x"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
          tabIndex={0}
          aria-label={t({ id: 'settings.nav.audit', defaultMessage: 'Audit log' })}
        >
          <table className="ui-table audit">
            <thead>
              <tr>
                <th scope="col">{t({ id: 'settings.audit.when', defaultMessage: 'When' })}</th>
                <th scope="col">{t({ id: 'settings.audit.who', defaultMessage: 'Who' })}</th>
                <th scope="col">{t({ id: 'settings.audit.what', defaultMessage: 'What' })}</th>
                <th scope="col">{t({ id: 'settings.audit.target', defaultMessage: 'On what' })}</th>
                <th scope="col">{t({ id: 'settings.audit.detail', defaultMessage: 'Details' })}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => (
                <AuditRow key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <OlderButton query={query} />
    </div>
  );
}
