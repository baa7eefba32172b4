import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ask } from '../../shell/session/ask.ts';
import { keyOf } from '../../shell/session/use-ask.ts';
import { useErrorText } from '../../shell/use-error-text.ts';
import { Button, Callout, Dialog, Section, TextField, toast } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { LeaveState } from './leave-guard.tsx';

/** What is not saved of it is lost with it: nobody is asked about that. */
const GONE: LeaveState = { isGone: true };

/** The way to be rid of a bot: its name has to be typed, so that it is this one that is meant. */
export function DeleteBotSection({ bot }: { readonly bot: BotDetail }) {
  const words = useSettingsWords().deleteBot;
  const [isAsking, setAsking] = useState(false);
  return (
    <Section title={words.title} lead={words.lead}>
      <div>
        <Button icon={<Trash2 size={16} aria-hidden />} onPress={() => setAsking(true)}>
          {words.button}
        </Button>
      </div>
      {isAsking && <DeleteBotDialog bot={bot} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function DeleteBotDialog({ bot, onClose }: { readonly bot: BotDetail; readonly onClose: () => void }) {
  const { deleteBot: words, cancel } = useSettingsWords();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const parts = { bot: bot.id };
  const remove = useMutation({
    mutationFn: () => ask('deleteBot', { parts }),
    onSuccess: async () => {
      toast.success(words.done(bot.title));
      await navigate('/settings/bots', { state: GONE });
      queries.removeQueries({ queryKey: keyOf('getBot', parts) });
      await queries.invalidateQueries({ queryKey: keyOf('listBots') });
    },
  });
  return (
    <Dialog
      title={words.ask(bot.title)}
      isAlert
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button
            variant="danger"
            isDisabled={typed.trim() !== bot.title}
            isPending={remove.isPending}
            onPress={() => remove.mutate()}
          >
            {words.button}
          </Button>
        </>
      }
    >
      {remove.isError && <Callout kind="error">{errorText(remove.error)}</Callout>}
      <p>{words.text}</p>
      <TextField label={words.type(bot.title)} autoFocus autoComplete="off" value={typed} onChange={setTyped} />
    </Dialog>
  );
}
