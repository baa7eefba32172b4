import { PASSWORD_LENGTH } from '@connective-chat/contracts/admin';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { call } from '../../api/call.ts';
import { Button, Callout } from '../../ui/index.ts';
import { sessionStore } from '../session/session-store.ts';
import { useSession } from '../session/use-session.ts';
import { useTitle } from '../use-title.ts';
import { useShellWords } from '../words/use-shell-words.ts';
import { LoginCard } from './login-card.tsx';
import { SecretField } from './secret-field.tsx';
import { useFailureText } from './use-failure-text.ts';

/** The first login: the one-time password is replaced before anything else is possible. */
export function PasswordPage() {
  const words = useShellWords().password;
  const session = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [repeated, setRepeated] = useState('');
  const [isTried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call('changePassword', { token: session?.token ?? null, request: { current, next } }),
    onSuccess: ({ token, expiresAt, me }) => sessionStore.set({ token, expiresAt, me }),
  });
  const failure = useFailureText(change.error, words.wrong);
  const isShort = next.length < PASSWORD_LENGTH;
  const differs = next !== repeated;
  useTitle(words.title);
  return (
    <LoginCard title={words.title} lead={words.lead}>
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
          label={words.current}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={setCurrent}
        />
        <SecretField
          label={words.next}
          description={words.rule(PASSWORD_LENGTH)}
          error={isTried && isShort ? words.short(PASSWORD_LENGTH) : undefined}
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        <SecretField
          label={words.repeat}
          error={isTried && !isShort && differs ? words.different : undefined}
          autoComplete="new-password"
          value={repeated}
          onChange={setRepeated}
        />
        <Button type="submit" variant="primary" isPending={change.isPending}>
          {words.submit}
        </Button>
      </Form>
    </LoginCard>
  );
}
