import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../shell/session/ask.ts';
import { keyOf } from '../shell/session/use-ask.ts';
import { useErrorText } from '../shell/use-error-text.ts';
import { Button, CopyButton, toast } from '../ui/index.ts';
import type { LookPanelProps } from './look-panel.tsx';
import { useDemoWords } from './words/use-demo-words.ts';

/** Gives the bot the look, or says who may. */
export function SaveLook({ state, bot, botId }: LookPanelProps) {
  const words = useDemoWords();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const parts = { bot: botId };
  const save = useMutation({
    mutationFn: async () => {
      // Read anew: what else was set meanwhile stays.
      const { bot: now } = await ask('getBot', { parts });
      const { appearance, texts, ...look } = state.look;
      const settings = { ...now.settings, ...look, appearance, texts };
      return ask('saveSettings', { parts, request: { rev: now.rev, settings } });
    },
    onSuccess: (answer) => {
      queries.setQueryData(keyOf('getBot', parts), answer);
      toast.success(words.saved);
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <footer className="look-foot">
      <CopyButton text={location.href} label={words.copyLink} copied={words.copied} failed={words.copyFailed} />
      {bot ? (
        <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate()}>
          {words.save}
        </Button>
      ) : (
        <p className="ui-description">{words.saveHint}</p>
      )}
    </footer>
  );
}
