import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../shell/session/ask.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, CodeBlock, Dialog, Section, toast } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';

/** The secret by which a site tells the server who its visitors are. */
export function IdentitySecret({ bot }: { readonly bot: BotDetail }) {
  const { domains: words, widget, cancel } = useSettingsWords();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [asks, setAsks] = useState<'new' | 'delete' | null>(null);
  const parts = { bot: bot.id };
  const onSuccess = () => {
    setAsks(null);
    return queries.invalidateQueries({ queryKey: keyOf('getBot', parts) });
  };
  const onError = (error: unknown) => toast.error(errorText(error));
  const make = useMutation({
    mutationFn: () => ask('newIdentitySecret', { parts, request: {} }),
    onSuccess,
    onError,
  });
  const remove = useMutation({ mutationFn: () => ask('deleteIdentitySecret', { parts }), onSuccess, onError });
  const run = asks === 'delete' ? remove : make;
  return (
    <Section title={words.secret} lead={words.secretLead}>
      <p>{bot.hasIdentitySecret ? words.secretOn : words.secretOff}</p>
      <div className="inline">
        <Button onPress={() => (bot.hasIdentitySecret ? setAsks('new') : make.mutate())} isPending={make.isPending}>
          {words.secretNew}
        </Button>
        {bot.hasIdentitySecret && (
          <Button variant="ghost" onPress={() => setAsks('delete')}>
            {words.secretDelete}
          </Button>
        )}
      </div>
      <Dialog
        title={asks === 'delete' ? words.secretDelete : words.secretNew}
        isAlert
        isOpen={asks !== null}
        onClose={() => setAsks(null)}
        actions={
          <>
            <Button onPress={() => setAsks(null)}>{cancel}</Button>
            <Button variant="danger" isPending={run.isPending} onPress={() => run.mutate()}>
              {asks === 'delete' ? words.secretDelete : words.secretNew}
            </Button>
          </>
        }
      >
        <p>{words.secretAsk}</p>
      </Dialog>
      <Dialog
        title={words.secret}
        isAlert
        isOpen={make.data !== undefined}
        onClose={make.reset}
        actions={
          <Button variant="primary" onPress={make.reset}>
            {words.done}
          </Button>
        }
      >
        <p>{words.secretShown}</p>
        <CodeBlock
          text={make.data?.secret ?? ''}
          label={words.secret}
          copy={widget.copy}
          copied={widget.copied}
          failed={widget.copyFailed}
        />
      </Dialog>
    </Section>
  );
}
