import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { useSession } from '../../shell/session/use-session.ts';
import { Button } from '../../ui/index.ts';
import { PageHead } from '../page-head.tsx';
import { AccountRow } from './account-row.tsx';
import { NewAccountDialog } from './new-account-dialog.tsx';
import { type OneTimePassword, OneTimePasswordDialog } from './one-time-password-dialog.tsx';

/** The accounts of the server. */
export function AccountsPage() {
  const { formatMessage: t } = useIntl();
  const me = useSession()?.me;
  const query = useApiQuery('listAccounts');
  const [isCreating, setCreating] = useState(false);
  const [shown, setShown] = useState<OneTimePassword | null>(null);
  return (
    <div className="page">
      <PageHead
        title={t({ id: 'settings.nav.accounts', defaultMessage: 'Accounts' })}
        lead={t({ id: 'settings.accounts.lead', defaultMessage: 'Who may change settings and who answers visitors.' })}
        action={
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setCreating(true)}>
            {t({ id: 'settings.accounts.create', defaultMessage: 'New account' })}
          </Button>
        }
      />
      <QueryResult query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.map((account) => (
              <AccountRow key={account.id} account={account} isMe={account.id === me?.id} onPassword={setShown} />
            ))}
          </ul>
        )}
      </QueryResult>
      <NewAccountDialog isOpen={isCreating} onClose={() => setCreating(false)} onPassword={setShown} />
      <OneTimePasswordDialog shown={shown} onClose={() => setShown(null)} />
    </div>
  );
}
