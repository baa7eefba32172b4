import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, CodeBlock, Dialog, Section, toast } from '../../ui/index.ts';

/** The secret with which a site signs the identity tokens of its visitors. */
export function IdentitySecret({ bot }: { readonly bot: BotDetail }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [asks, setAsks] = useState<'new' | 'delete' | null>(null);
  const parts = { bot: bot.id };
  const onSuccess = () => {
    setAsks(null);
    return queries.invalidateQueries({ queryKey: queryKeyOf('getBot', parts) });
  };
  const onError = (error: unknown) => toast.error(errorText(error));
  const make = useMutation({
    mutationFn: () => callApi('newIdentitySecret', { parts, request: {} }),
    onSuccess,
    onError,
  });
  const remove = useMutation({ mutationFn: () => callApi('deleteIdentitySecret', { parts }), onSuccess, onError });
  const run = asks === 'delete' ? remove : make;
  return (
    <Section
      title={t({ id: 'settings.domains.secret', defaultMessage: 'Identity of visitors' })}
      lead={t({
        id: 'settings.domains.secretLead',
        defaultMessage:
          'Your backend signs a token for visitors it knows (HS256); the server checks it with this secret.',
      })}
    >
      <p>
        {bot.hasIdentitySecret
          ? t({ id: 'settings.domains.secretOn', defaultMessage: 'There is a secret. It is never shown again.' })
          : t({
              id: 'settings.domains.secretOff',
              defaultMessage: 'There is no secret: nobody is verified, and tokens are refused.',
            })}
      </p>
      <div className="inline">
        <Button onPress={() => (bot.hasIdentitySecret ? setAsks('new') : make.mutate())} isPending={make.isPending}>
          {t({ id: 'settings.domains.secretNew', defaultMessage: 'Make a new secret' })}
        </Button>
        {bot.hasIdentitySecret && (
          <Button variant="ghost" onPress={() => setAsks('delete')}>
            {t({ id: 'settings.domains.secretDelete', defaultMessage: 'Delete the secret' })}
          </Button>
        )}
      </div>
      <Dialog
        title={
          asks === 'delete'
            ? t({ id: 'settings.domains.secretDelete', defaultMessage: 'Delete the secret' })
            : t({ id: 'settings.domains.secretNew', defaultMessage: 'Make a new secret' })
        }
        isAlert
        isOpen={asks !== null}
        onClose={() => setAsks(null)}
        actions={
          <>
            <Button onPress={() => setAsks(null)}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
            <Button variant="danger" isPending={run.isPending} onPress={() => run.mutate()}>
              {asks === 'delete'
                ? t({ id: 'settings.domains.secretDelete', defaultMessage: 'Delete the secret' })
                : t({ id: 'settings.domains.secretNew', defaultMessage: 'Make a new secret' })}
            </Button>
          </>
        }
      >
        <p>
          {t({ id: 'settings.domains.secretAsk', defaultMessage: 'Tokens of the old secret are refused at once.' })}
        </p>
      </Dialog>
      <Dialog
        title={t({ id: 'settings.domains.secret', defaultMessage: 'Identity of visitors' })}
        isAlert
        isOpen={make.data !== undefined}
        onClose={make.reset}
        actions={
          <Button variant="primary" onPress={make.reset}>
            {t({ id: 'settings.domains.done', defaultMessage: 'Done' })}
          </Button>
        }
      >
        <p>{t({ id: 'settings.domains.secretShown', defaultMessage: 'Copy it now: it is shown this once.' })}</p>
        <CodeBlock
          text={make.data?.secret ?? ''}
          label={t({ id: 'settings.domains.secret', defaultMessage: 'Identity of visitors' })}
          copy={t({ id: 'settings.widget.copy', defaultMessage: 'Copy' })}
          copied={t({ id: 'settings.widget.copied', defaultMessage: 'Copied' })}
          failed={t({ id: 'settings.widget.copyFailed', defaultMessage: 'Not allowed: select the text' })}
        />
      </Dialog>
    </Section>
  );
}
