import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { call } from '../../api/call.ts';
import { Button, Callout, TextField } from '../../ui/index.ts';
import { sessionStore } from '../session/session-store.ts';
import { useTitle } from '../use-title.ts';
import { useShellWords } from '../words/use-shell-words.ts';
import { LoginCard } from './login-card.tsx';
import { SecretField } from './secret-field.tsx';
import { useFailureText } from './use-failure-text.ts';

/** Login and password; what follows is for the page that asked. */
export function LoginPage() {
  const words = useShellWords();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => call('login', { request: { login: login.trim(), password } }),
    onSuccess: ({ token, expiresAt, me }) => sessionStore.set({ token, expiresAt, me }),
  });
  const failure = useFailureText(attempt.error, words.login.failed);
  useTitle(words.login.title);
  return (
    <LoginCard title={words.login.title} lead={words.login.lead}>
      <Form
        className="login-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (login.trim() && password && !attempt.isPending) attempt.mutate();
        }}
      >
        {failure && <Callout kind="error">{failure}</Callout>}
        <TextField
          label={words.login.login}
          name="username"
          autoComplete="username"
          autoFocus
          isCode
          value={login}
          onChange={setLogin}
        />
        <SecretField
          label={words.login.password}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" variant="primary" isPending={attempt.isPending} isDisabled={!login.trim() || !password}>
          {words.login.submit}
        </Button>
        <p className="ui-description">{words.login.hint}</p>
      </Form>
    </LoginCard>
  );
}
