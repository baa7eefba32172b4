import type { Account, EndpointRequest } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Badge, Button, Dialog, IconButton, Menu, toast } from '../../ui/index.ts';
import { BotIcon } from '../bots/bot-icon.tsx';
import { useTimeFormat } from '../use-time-format.ts';
import type { OneTimePassword } from './one-time-password-dialog.tsx';

const ROLE_NAMES = defineMessages({
  admin: { id: 'settings.accounts.roles.admin', defaultMessage: 'Admin' },
  operator: { id: 'settings.accounts.roles.operator', defaultMessage: 'Operator' },
});

interface AccountRowProps {
  readonly account: Account;
  readonly isMe: boolean;
  readonly onPassword: (password: OneTimePassword) => void;
}

/** A row of the list of accounts, with its actions. */
export function AccountRow({ account, isMe, onPassword }: AccountRowProps) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const parts = { account: account.id };
  const shared = {
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeyOf('listAccounts') }),
    onError: (error: unknown) => toast.error(errorText(error)),
  };
  const change = useMutation({
    mutationFn: (request: EndpointRequest<'changeAccount'>) => callApi('changeAccount', { parts, request }),
    ...shared,
  });
  const reset = useMutation({
    mutationFn: () => callApi('resetPassword', { parts, request: {} }),
    ...shared,
    onSuccess: (answer) => {
      onPassword({ login: account.login, password: answer.oneTimePassword });
      return shared.onSuccess();
    },
  });
  const remove = useMutation({ mutationFn: () => callApi('deleteAccount', { parts }), ...shared });
  const actions: Record<string, () => void> = {
    reset: () => reset.mutate(),
    role: () => change.mutate({ role: account.role === 'admin' ? 'operator' : 'admin' }),
    disable: () => change.mutate({ disabled: !account.disabled }),
    delete: () => setDeleting(true),
  };
  return (
    <li className="row">
      <BotIcon icon={account.avatar} title={account.name} />
      <span className="row-text">
        <strong>
          {account.name}{' '}
          {isMe && <span className="row-meta">({t({ id: 'settings.accounts.you', defaultMessage: 'You' })})</span>}
        </strong>
        <span className="row-meta">
          {account.login} · {t({ id: 'settings.accounts.lastLogin', defaultMessage: 'Last login' })}:{' '}
          {account.lastLoginAt
            ? formatTime(account.lastLoginAt)
            : t({ id: 'settings.accounts.never', defaultMessage: 'Never' })}
        </span>
      </span>
      <span className="row-end">
        {account.mustChangePassword && (
          <Badge tone="warning">{t({ id: 'settings.accounts.waiting', defaultMessage: 'One-time password' })}</Badge>
        )}
        {account.disabled && (
          <Badge tone="error">{t({ id: 'settings.accounts.disabled', defaultMessage: 'Disabled' })}</Badge>
        )}
        <Badge tone={account.role === 'admin' ? 'accent' : 'neutral'}>{t(ROLE_NAMES[account.role])}</Badge>
        <Menu
          label={t({ id: 'settings.accounts.actions', defaultMessage: 'Actions for {name}' }, { name: account.name })}
          trigger={
            <IconButton
              label={t(
                { id: 'settings.accounts.actions', defaultMessage: 'Actions for {name}' },
                { name: account.name },
              )}
              icon={<MoreHorizontal size={18} aria-hidden />}
            />
          }
          groups={[
            {
              id: 'actions',
              items: [
                { id: 'reset', label: t({ id: 'settings.accounts.reset', defaultMessage: 'New one-time password' }) },
                {
                  id: 'role',
                  label:
                    account.role === 'admin'
                      ? t({ id: 'settings.accounts.makeOperator', defaultMessage: 'Make an operator' })
                      : t({ id: 'settings.accounts.makeAdmin', defaultMessage: 'Make an admin' }),
                },
                {
                  id: 'disable',
                  label: account.disabled
                    ? t({ id: 'settings.accounts.enable', defaultMessage: 'Enable' })
                    : t({ id: 'settings.accounts.disable', defaultMessage: 'Disable' }),
                },
                { id: 'delete', label: t({ id: 'settings.delete', defaultMessage: 'Delete' }) },
              ],
              onAction: (id) => actions[id]?.(),
            },
          ]}
        />
      </span>
      <Dialog
        title={t({ id: 'settings.accounts.deleteTitle', defaultMessage: 'Delete {name}?' }, { name: account.name })}
        isAlert
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        actions={
          <>
            <Button onPress={() => setDeleting(false)}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
            <Button
              variant="danger"
              onPress={() => {
                setDeleting(false);
                remove.mutate();
              }}
            >
              {t({ id: 'settings.delete', defaultMessage: 'Delete' })}
            </Button>
          </>
        }
      >
        <p>
          {t({
            id: 'settings.accounts.deleteText',
            defaultMessage: 'What this person wrote stays, with the name. Dialogs go back to the queue.',
          })}
        </p>
      </Dialog>
    </li>
  );
}
