import { PASSWORD_LENGTH } from '@connective-chat/contracts/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Button, Callout, Dialog, TextField, toast } from '../ui/index.ts';
import { SecretField } from './login/secret-field.tsx';
import { useFailureText } from './login/use-failure-text.ts';
import { callApi } from './session/call-api.ts';
import { type Session, sessionStore } from './session/session-store.ts';

interface ProfileDialogProps {
  readonly session: Session;
  readonly onClose: () => void;
}

/** Changes one's own name, picture and password. */
export function ProfileDialog({ session, onClose }: ProfileDialogProps) {
  const { formatMessage: t } = useIntl();
  const { me } = session;
  const [name, setName] = useState(me.name);
  const [avatar, setAvatar] = useState(me.avatar ?? '');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: async () => {
      const changed = await callApi('changeProfile', { request: { name: name.trim(), avatar: avatar.trim() || null } });
      sessionStore.set({ ...session, me: changed.me });
      if (next !== '') {
        const { token, expiresAt, me: own } = await callApi('changePassword', { request: { current, next } });
        sessionStore.set({ token, expiresAt, me: own });
      }
      // Not in `onSuccess`: a page mounts anew with a new session, and this dialog is gone then.
      toast.success(t({ id: 'shell.profile.saved', defaultMessage: 'Your account is saved' }));
    },
    onSuccess: onClose,
  });
  const failure = useFailureText(
    save.error,
    t({ id: 'shell.profile.wrong', defaultMessage: 'The present password is not right.' }),
  );
  const isShort = next !== '' && next.length < PASSWORD_LENGTH;
  const isInsecure = avatar.trim() !== '' && !/^https:\/\//i.test(avatar.trim());
  return (
    <Dialog
      title={t({ id: 'shell.profile.title', defaultMessage: 'Your account' })}
      isAlert
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="primary"
            isDisabled={name.trim() === '' || isShort || isInsecure || (next !== '' && current === '')}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t({ id: 'settings.save', defaultMessage: 'Save' })}
          </Button>
        </>
      }
    >
      {failure && <Callout kind="error">{failure}</Callout>}
      <TextField
        label={t({ id: 'shell.profile.name', defaultMessage: 'Name' })}
        description={t({ id: 'shell.profile.nameHint', defaultMessage: 'Visitors and colleagues see it.' })}
        value={name}
        onChange={setName}
        maxLength={120}
      />
      <TextField
        label={t({ id: 'shell.profile.avatar', defaultMessage: 'Address of your picture' })}
        isCode
        placeholder="https://"
        value={avatar}
        error={isInsecure ? t({ id: 'shell.profile.insecure', defaultMessage: 'Begin with https://' }) : undefined}
        onChange={setAvatar}
        maxLength={2000}
      />
      <SecretField
        label={t({ id: 'shell.profile.current', defaultMessage: 'Present password' })}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <SecretField
        label={t({ id: 'shell.password.next', defaultMessage: 'New password' })}
        description={t({ id: 'shell.profile.passwordHint', defaultMessage: 'Empty: the password stays.' })}
        error={
          isShort
            ? t(
                { id: 'shell.password.short', defaultMessage: 'Has fewer than {count} characters.' },
                { count: PASSWORD_LENGTH },
              )
            : undefined
        }
        autoComplete="new-password"
        value={next}
        onChange={setNext}
      />
    </Dialog>
  );
}
