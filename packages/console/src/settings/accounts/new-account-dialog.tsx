import { loginSchema, type Role } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { hasCode } from '../../api/api-error.ts';
import { ask } from '../../shell/session/ask.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, Callout, Choice, Dialog, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { OneTimePassword } from './one-time-password-dialog.tsx';

interface NewAccountDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onPassword: (password: OneTimePassword) => void;
}

/** Makes an account, with a password for the first login. */
export function NewAccountDialog({ isOpen, onClose, onPassword }: NewAccountDialogProps) {
  const { accounts: words, cancel } = useSettingsWords();
  const errorText = useErrorText();
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
    mutationFn: () => ask('createAccount', { request: { login: login.trim(), name: name.trim(), role } }),
    onSuccess: ({ account, oneTimePassword }) => {
      void queries.invalidateQueries({ queryKey: keyOf('listAccounts') });
      close();
      onPassword({ login: account.login, password: oneTimePassword });
    },
  });
  const parsed = loginSchema.safeParse(login.trim());
  const taken = hasCode(create.error, 'CONFLICT');
  const wrong = login && !parsed.success ? parsed.error.issues[0]?.message : taken ? words.taken : undefined;
  return (
    <Dialog
      title={words.create}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{cancel}</Button>
          <Button
            variant="primary"
            isDisabled={!parsed.success || !name.trim()}
            isPending={create.isPending}
            onPress={() => create.mutate()}
          >
            {words.create}
          </Button>
        </>
      }
    >
      {create.isError && !taken && <Callout kind="error">{errorText(create.error)}</Callout>}
      <TextField
        label={words.name}
        description={words.nameHint}
        autoFocus
        value={name}
        onChange={setName}
        maxLength={120}
      />
      <TextField label={words.login} isCode value={login} onChange={setLogin} error={wrong} maxLength={64} />
      <div className="ui-field">
        <Choice
          label={words.role}
          options={[
            { id: 'operator', label: words.roles.operator },
            { id: 'admin', label: words.roles.admin },
          ]}
          value={role}
          onChange={setRole}
        />
        <p className="ui-description">{words.roleHints[role]}</p>
      </div>
    </Dialog>
  );
}
