import type { BotDetail } from '@connective-chat/contracts/admin';
import { embedCode } from '@connective-chat/contracts/embed';
import { useIntl } from 'react-intl';
import { Link } from 'react-router';
import { EmbedVariants } from '../../embed/embed-variants.tsx';
import { QueryResult } from '../../shell/query-result.tsx';
import { useApiQuery } from '../../shell/session/use-api-query.ts';
import { Callout, Section } from '../../ui/index.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** The embed code, which follows unsaved changes of the settings. */
export function EmbedSection({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const query = useApiQuery('embed', { bot: bot.id });
  return (
    <Section
      title={t({ id: 'settings.widget.embed', defaultMessage: 'Embed code' })}
      lead={t({
        id: 'settings.widget.embedLead',
        defaultMessage:
          "Goes before '</body>' on every page that shows the chat. It follows the settings as you change them.",
      })}
    >
      <QueryResult query={query}>
        {({ server, loaders }) => {
          const code = embedCode({ server, loaders, botId: bot.id, settings: draft.settings });
          const { origins, allowMissingOrigin } = draft.settings;
          return (
            <>
              {origins !== '*' && origins.length === 0 && !allowMissingOrigin && (
                <Callout
                  kind="warning"
                  action={
                    <Link to={`/settings/bots/${encodeURIComponent(bot.id)}/domains`}>
                      {t({ id: 'demo.toDomains', defaultMessage: 'To the domains' })}
                    </Link>
                  }
                >
                  {t({
                    id: 'settings.widget.noSite',
                    defaultMessage:
                      'No site may use the bot yet: name yours under Domains, or the chat refuses every visitor.',
                  })}
                </Callout>
              )}
              <EmbedVariants code={code} />
              <p className="ui-description" role="status">
                {draft.isDirty
                  ? t({
                      id: 'settings.widget.embedUnsaved',
                      defaultMessage: 'This code holds changes that are not saved yet.',
                    })
                  : ''}
              </p>
            </>
          );
        }}
      </QueryResult>
    </Section>
  );
}
