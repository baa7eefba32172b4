import type { Account, EndpointRequest } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { ask } from '../../shell/session/ask.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Badge, Button, Dialog, IconButton, Menu, toast } from '../../ui/index.ts';
import { BotIcon } from '../bots/bot-icon.tsx';
import { useMoment } from '../use-moment.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { OneTimePassword } from './one-time-password-dialog.tsx';

interface AccountRowProps {
  readonly account: Account;
  readonly isMe: boolean;
  readonly onPassword: (password: OneTimePassword) => void;
}

/** A person, and what can be done about the account. */
export function AccountRow({ account, isMe, onPassword }: AccountRowProps) {
  const { accounts: words, cancel, delete: deleteWord } = useSettingsWords();
  const moment = useMoment();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const parts = { account: account.id };
  const shared = {
    onSuccess: () => queries.invalidateQueries({ queryKey: keyOf('listAccounts') }),
    onError: (error: unknown) => toast.error(errorText(error)),
  };
  const change = useMutation({
    mutationFn: (request: EndpointRequest<'changeAccount'>) => ask('changeAccount', { parts, request }),
    ...shared,
  });
  const reset = useMutation({
    mutationFn: () => ask('resetPassword', { parts, request: {} }),
    ...shared,
    onSuccess: (answer) => {
      onPassword({ login: account.login, password: answer.oneTimePassword });
      return shared.onSuccess();
    },
  });
  const remove = useMutation({ mutationFn: () => ask('deleteAccount', { parts }), ...shared });
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
          {account.name} {isMe && <span className="row-meta">({words.you})</span>}
        </strong>
        <span className="row-meta">
          {account.login} · {words.lastLogin}: {account.lastLoginAt ? moment(account.lastLoginAt) : words.never}
        </span>
      </span>
      <span className="row-end">
        {account.mustChangePassword && <Badge tone="warning">{words.waiting}</Badge>}
        {account.disabled && <Badge tone="error">{words.disabled}</Badge>}
        <Badge tone={account.role === 'admin' ? 'accent' : 'neutral'}>{words.roles[account.role]}</Badge>
        <Menu
          label={words.actions(account.name)}
          trigger={<IconButton label={words.actions(account.name)} icon={<MoreHorizontal size={18} aria-hidden />} />}
          groups={[
            {
              id: 'actions',
              items: [
                { id: 'reset', label: words.reset },
                { id: 'role', label: account.role === 'admin' ? words.makeOperator : words.makeAdmin },
                { id: 'disable', label: account.disabled ? words.enable : words.disable },
                { id: 'delete', label: deleteWord },
              ],
              onAction: (id) => actions[id]?.(),
            },
          ]}
        />
      </span>
      <Dialog
        title={words.deleteTitle(account.name)}
        isAlert
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        actions={
          <>
            <Button onPress={() => setDeleting(false)}>{cancel}</Button>
            <Button
              variant="danger"
              onPress={() => {
                setDeleting(false);
                remove.mutate();
              }}
            >
              {deleteWord}
            </Button>
          </>
        }
      >
        <p>{words.deleteText}</p>
      </Dialog>
    </li>
  );
}
