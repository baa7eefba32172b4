import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate } from 'react-router';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf } from '../../shell/session/use-api-query.ts';
import { Button, Callout, Dialog, Section, TextField, toast } from '../../ui/index.ts';
import type { LeaveState } from '../leave-guard.tsx';

/** Navigates away without the question about unsaved changes: the bot is deleted. */
const GONE: LeaveState = { isGone: true };

/** Deletes a bot. Its name has to be typed, so that no other bot is deleted by mistake. */
export function DeleteBotSection({ bot }: { readonly bot: BotDetail }) {
  const { formatMessage: t } = useIntl();
  const [isAsking, setAsking] = useState(false);
  return (
    <Section
      title={t({ id: 'settings.deleteBot.title', defaultMessage: 'Delete the bot' })}
      lead={t({
        id: 'settings.deleteBot.lead',
        defaultMessage: 'With everything that belongs to it. There is no way back.',
      })}
    >
      <div>
        <Button icon={<Trash2 size={16} aria-hidden />} onPress={() => setAsking(true)}>
          {t({ id: 'settings.deleteBot.button', defaultMessage: 'Delete the bot' })}
        </Button>
      </div>
      {isAsking && <DeleteBotDialog bot={bot} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function DeleteBotDialog({ bot, onClose }: { readonly bot: BotDetail; readonly onClose: () => void }) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const parts = { bot: bot.id };
  const remove = useMutation({
    mutationFn: () => callApi('deleteBot', { parts }),
    onSuccess: async () => {
      toast.success(t({ id: 'settings.deleteBot.done', defaultMessage: '{name} is deleted' }, { name: bot.title }));
      await navigate('/settings/bots', { state: GONE });
      queries.removeQueries({ queryKey: queryKeyOf('getBot', parts) });
      await queries.invalidateQueries({ queryKey: queryKeyOf('listBots') });
    },
  });
  return (
    <Dialog
      title={t({ id: 'settings.deleteBot.ask', defaultMessage: 'Delete {name}?' }, { name: bot.title })}
      isAlert
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t({ id: 'settings.cancel', defaultMessage: 'Cancel' })}</Button>
          <Button
            variant="danger"
            isDisabled={typed.trim() !== bot.title}
            isPending={remove.isPending}
            onPress={() => remove.mutate()}
          >
            {t({ id: 'settings.deleteBot.button', defaultMessage: 'Delete the bot' })}
          </Button>
        </>
      }
    >
      {remove.isError && <Callout kind="error">{errorText(remove.error)}</Callout>}
      <p>
        {t({
          id: 'settings.deleteBot.text',
          defaultMessage:
            'Its conversations, articles and versions are deleted, its dialogs end at once, and sites with its embed code show no answer any more.',
        })}
      </p>
      <TextField
        label={t(
          { id: 'settings.deleteBot.type', defaultMessage: 'Type its name to confirm: {name}' },
          { name: bot.title },
        )}
        autoFocus
        autoComplete="off"
        value={typed}
        onChange={setTyped}
      />
    </Dialog>
  );
}
