import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { useErrorText } from '../shell/errors/use-error-text.ts';
import { callApi } from '../shell/session/call-api.ts';
import { queryKeyOf } from '../shell/session/use-api-query.ts';
import { Button, CopyButton, toast } from '../ui/index.ts';
import type { LookPanelProps } from './look-panel.types.ts';

/** Saves the look to the bot, or explains who can. */
export function SaveLook({ state, bot, botId }: LookPanelProps) {
  const { formatMessage: t } = useIntl();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const parts = { bot: botId };
  const save = useMutation({
    mutationFn: async () => {
      // Load it again, so that other settings that were saved meanwhile are kept.
      const { bot: now } = await callApi('getBot', { parts });
      const { appearance, texts, ...look } = state.look;
      const settings = { ...now.settings, ...look, appearance, texts };
      return callApi('saveSettings', { parts, request: { rev: now.rev, settings } });
    },
    onSuccess: (answer) => {
      queries.setQueryData(queryKeyOf('getBot', parts), answer);
      toast.success(t({ id: 'demo.saved', defaultMessage: 'The bot has this look now' }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  return (
    <footer className="look-foot">
      <CopyButton
        text={location.href}
        label={t({ id: 'demo.copyLink', defaultMessage: 'Copy the link' })}
        copied={t({ id: 'demo.copied', defaultMessage: 'Copied' })}
        failed={t({ id: 'demo.copyFailed', defaultMessage: 'Not allowed: select the text' })}
      />
      {bot ? (
        <Button variant="primary" isPending={save.isPending} onPress={() => save.mutate()}>
          {t({ id: 'demo.save', defaultMessage: 'Save to the bot' })}
        </Button>
      ) : (
        <p className="ui-description">
          {t({ id: 'demo.saveHint', defaultMessage: 'Log in as an admin to save the look to the bot.' })}
        </p>
      )}
    </footer>
  );
}
