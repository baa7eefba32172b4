import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useIntl } from 'react-intl';
import { call } from '../../api/call.ts';
import { Button, Callout, TextField } from '../../ui/index.ts';
import { sessionStore } from '../session/session-store.ts';
import { useTitle } from '../use-title.ts';
import { keepDevice, knownDevice } from './known-device.ts';
import { LoginCard } from './login-card.tsx';
import { SecretField } from './secret-field.tsx';
import { useFailureText } from './use-failure-text.ts';

/** The login form; the page that required the session follows it. */
export function LoginPage() {
  const { formatMessage: t } = useIntl();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => call('login', { request: { login: login.trim(), password, ...knownDevice() } }),
    onSuccess: ({ token, expiresAt, me, device }) => {
      keepDevice(device);
      sessionStore.set({ token, expiresAt, me });
    },
  });
  const failure = useFailureText(
    attempt.error,
    t({ id: 'shell.login.failed', defaultMessage: 'Wrong login or password.' }),
  );
  useTitle(t({ id: 'shell.login.title', defaultMessage: 'Log in' }));
  return (
    <LoginCard
      title={t({ id: 'shell.login.title', defaultMessage: 'Log in' })}
      lead={t({ id: 'shell.login.lead', defaultMessage: 'To the settings and the operator desk of this server.' })}
    >
      <Form
        className="login-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (login.trim() && password && !attempt.isPending) attempt.mutate();
        }}
      >
        {failure && <Callout kind="error">{failure}</Callout>}
        <TextField
          label={t({ id: 'shell.login.login', defaultMessage: 'Login' })}
          name="username"
          autoComplete="username"
          autoFocus
          isCode
          value={login}
          onChange={setLogin}
        />
        <SecretField
          label={t({ id: 'shell.login.password', defaultMessage: 'Password' })}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" variant="primary" isPending={attempt.isPending} isDisabled={!login.trim() || !password}>
          {t({ id: 'shell.login.submit', defaultMessage: 'Log in' })}
        </Button>
        <p className="ui-description">
          {t({
            id: 'shell.login.hint',
            defaultMessage: 'On its first start the server prints a one-time password for the admin.',
          })}
        </p>
      </Form>
    </LoginCard>
  );
}
