import { PASSWORD_LENGTH } from '@connective-chat/contracts/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { call } from '../../api/call.ts';
import { Button, Callout } from '../../ui/index.ts';
import { sessionStore } from '../session/session-store.ts';
import { useSession } from '../session/use-session.ts';
import { useTitle } from '../use-title.ts';
import { LoginCard } from './login-card.tsx';
import { SecretField } from './secret-field.tsx';
import { useFailureText } from './use-failure-text.ts';

/** Shown after the first login: the one-time password must be replaced first. */
export function PasswordPage() {
  const { formatMessage: t } = useIntl();
  const session = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isTried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call('changePassword', { token: session?.token ?? null, request: { current, next } }),
    onSuccess: ({ token, expiresAt, me }) => sessionStore.set({ token, expiresAt, me }),
  });
  const failure = useFailureText(
    change.error,
    t({ id: 'shell.password.wrong', defaultMessage: 'The one-time password is not right.' }),
  );
  const isShort = next.length < PASSWORD_LENGTH;
  const differs = next !== repeated;
  useTitle(t({ id: 'shell.password.title', defaultMessage: 'Choose your password' }));
  return (
    <LoginCard
      title={t({ id: 'shell.password.title', defaultMessage: 'Choose your password' })}
      lead={t({
        id: 'shell.password.lead',
        defaultMessage: 'The one-time password was for the first login only. Choose one of your own to go on.',
      })}
    >
      <Form
        className="login-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (current && !isShort && !differs && !change.isPending) change.mutate();
        }}
      >
        {failure && <Callout kind="error">{failure}</Callout>}
        <SecretField
          label={t({ id: 'shell.password.current', defaultMessage: 'One-time password' })}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={setCurrent}
        />
        <SecretField
          label={t({ id: 'shell.password.next', defaultMessage: 'New password' })}
          description={t(
            {
              id: 'shell.password.rule',
              defaultMessage: 'At least {count} characters. A long password is safer than a complicated one.',
            },
            { count: PASSWORD_LENGTH },
          )}
          error={
            isTried && isShort
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
        <SecretField
          label={t({ id: 'shell.password.repeat', defaultMessage: 'New password once more' })}
          error={
            isTried && !isShort && differs
              ? t({ id: 'shell.password.different', defaultMessage: 'The two are not the same.' })
              : undefined
          }
          autoComplete="new-password"
          value={repeated}
          onChange={setRepeated}
        />
        <Button type="submit" variant="primary" isPending={change.isPending}>
          {t({ id: 'shell.password.submit', defaultMessage: 'Set the password' })}
        </Button>
      </Form>
    </LoginCard>
  );
}
