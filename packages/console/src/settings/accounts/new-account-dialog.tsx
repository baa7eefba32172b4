import { loginSchema, type Role } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { defineMessages, useIntl } from 'react-intl';
import { hasCode } from '../../api/api-error.ts';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { useProblemText } from '../../shell/errors/use-problem-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, Callout, Choice, Dialog, TextField } from '../../ui/index.ts';
import type { OneTimePassword } from './one-time-password-dialog.tsx';

const ROLE_HINTS = defineMessages({
  admin: { id: 'settings.accounts.roleHints.admin', defaultMessage: 'Changes settings and answers visitors.' },
  operator: { id: 'settings.accounts.roleHints.operator', defaultMessage: 'Answers visitors.' },
});

interface NewAccountDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPassword: (password: OneTimePassword) => void;
}

/** Creates an account with a one-time password. */
export function NewAccountDialog({ isOpen, onClose, onPassword }: NewAccountDialogProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const problemText = useProblemText();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const close = () => {
    setLogin('');
    setName('');
    create.reset();
    onClose();
  };
  const create = useMutation({
    mutationFn: () => callApi('createAccount', { request: { login: login.trim(), name: name.trim(), role } }),
    onSuccess: ({ account, oneTimePassword }) => {
      void queries.invalidateQueries({ queryKey: queryKeyOf('listAccounts') });
      close();
      onPassword({ login: account.login, password: oneTimePassword });
    },
  });
  const parsed = loginSchema.safeParse(login.trim());
  const taken = hasCode(create.error, 'CONFLICT');
  const wrong =
    login && !parsed.success
      ? problemText({ code: 'login' })
      : taken
        ? t({ id: 'settings.accounts.taken', defaultMessage: 'There is an account with this login.' })
        : undefined;
  return (
    <Dialog
      title={t({ id: 'settings.accounts.create', defaultMessage: 'New account' })}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isDisabled={!parsed.success || !name.trim()}
            isPending={create.isPending}
            onPress={() => create.mutate()}
          >
            {t({ id: 'settings.accounts.create', defaultMessage: 'New account' })}
          </Button>
        </>
      }
    >
      {create.isError && !taken && <Callout kind="error">{errorText(create.error)}</Callout>}
      <TextField
        label={t({ id: 'settings.accounts.name', defaultMessage: 'Name' })}
        description={t({
          id: 'settings.accounts.nameHint',
          defaultMessage: 'Visitors see it when this person answers.',
        })}
        autoFocus
        value={name}
        onChange={setName}
        maxLength={120}
      />
      <TextField
        label={t({ id: 'settings.accounts.login', defaultMessage: 'Login' })}
        isCode
        value={login}
        onChange={setLogin}
        error={wrong}
        maxLength={64}
      />
      <div className="ui-field">
        <Choice
          label={t({ id: 'settings.accounts.role', defaultMessage: 'Role' })}
          options={[
            { id: 'operator', label: t({ id: 'settings.accounts.roles.operator', defaultMessage: 'Operator' }) },
            { id: 'admin', label: t({ id: 'settings.accounts.roles.admin', defaultMessage: 'Admin' }) },
          ]}
          value={role}
          onChange={setRole}
        />
        <p className="ui-description">{t(ROLE_HINTS[role])}</p>
      </div>
    </Dialog>
  );
}
