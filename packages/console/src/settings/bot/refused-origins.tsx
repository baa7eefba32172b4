import type { BotDetail } from '@connective-chat/contracts/admin';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { useErrorText } from '../../shell/errors/use-error-text.ts';
import { callApi } from '../../shell/session/call-api.ts';
import { queryKeyOf, useApiQuery } from '../../shell/session/use-api-query.ts';
import { Button, toast } from '../../ui/index.ts';
import { useTimeFormat } from '../use-time-format.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

interface RefusedOriginsProps {
  readonly bot: BotDetail;
  readonly draft: SettingsDraft;
  /** The allowed origins of the draft. */
  readonly origins: readonly string[];
}

/**
 * The origins that were refused recently, each with a button that allows it. The change is saved immediately; if there
 * are other unsaved changes it is added to them.
 */
export function RefusedOrigins({ bot, draft, origins }: RefusedOriginsProps) {
  const { formatMessage: t } = useIntl();
  const formatTime = useTimeFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const parts = { bot: bot.id };
  const refused = useApiQuery('listRefusedOrigins', parts);
  const save = useMutation({
    mutationFn: (allowed: string[]) =>
      callApi('saveSettings', {
        parts,
        request: { rev: bot.rev, settings: { ...bot.settings, origins: allowed } },
      }),
    onSuccess: (answer) => {
      queries.setQueryData(queryKeyOf('getBot', parts), answer);
      void queries.invalidateQueries({ queryKey: queryKeyOf('listRefusedOrigins', parts) });
      toast.success(t({ id: 'settings.domains.refused.allowed', defaultMessage: 'Allowed from now on' }));
    },
    onError: (error) => toast.error(errorText(error)),
  });
  const items = (refused.data?.items ?? []).filter(({ origin }) => !origins.includes(origin));
  if (items.length === 0) return null;
  const allow = (origin: string) => {
    const allowed = [...origins.filter((entry) => entry !== ''), origin];
    if (draft.isDirty) draft.change({ origins: allowed });
    else save.mutate(allowed);
  };
  return (
    <section className="stack-small" aria-labelledby="refused-origins">
      <h3 id="refused-origins">{t({ id: 'settings.domains.refused.title', defaultMessage: 'Refused lately' })}</h3>
      <p className="ui-description">
        {t({
          id: 'settings.domains.refused.lead',
          defaultMessage: 'Pages of these sites asked for the bot and were refused. Allow only sites that you know.',
        })}
      </p>
      <ul className="origins">
        {items.map(({ origin, lastAt }) => (
          <li key={origin} className="inline">
            <code>{origin}</code>
            <span className="ui-description">{formatTime(lastAt)}</span>
            <Button
              isPending={save.isPending && save.variables?.includes(origin)}
              aria-label={t(
                { id: 'settings.domains.refused.allowOrigin', defaultMessage: 'Allow {origin}' },
                { origin },
              )}
              onPress={() => allow(origin)}
            >
              {t({ id: 'settings.domains.refused.allow', defaultMessage: 'Allow' })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
