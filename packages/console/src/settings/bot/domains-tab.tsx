import type { BotDetail } from '@connective-chat/contracts/admin';
import { useIntl } from 'react-intl';
import { Callout, Section, Switch } from '../../ui/index.ts';
import { BlockingSection } from './blocking-section.tsx';
import { IdentitySecret } from './identity-secret.tsx';
import { OriginRules } from './origin-rules.tsx';
import { OriginsEditor } from './origins-editor.tsx';
import { RefusedOrigins } from './refused-origins.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** The allowed origins, and the secret for identity tokens. */
export function DomainsTab({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const { settings, problems, change } = draft;
  const { origins } = settings;
  return (
    <div className="stack">
      <Section
        title={t({ id: 'settings.domains.title', defaultMessage: 'CORS domains' })}
        lead={t({
          id: 'settings.domains.lead',
          defaultMessage:
            'Only pages of these sites may use the bot. Everybody else is refused, whatever code they copy.',
        })}
      >
        {origins === '*' ? (
          <Callout kind="warning">
            {t({ id: 'settings.domains.allHint', defaultMessage: 'For a demo. In production name your sites.' })}
          </Callout>
        ) : (
          <OriginsEditor origins={origins} problems={problems} onChange={(next) => change({ origins: next })} />
        )}
        <Switch isSelected={origins === '*'} onChange={(all) => change({ origins: all ? '*' : [] })}>
          {t({ id: 'settings.domains.all', defaultMessage: 'Allow every site' })}
        </Switch>
        <Switch
          isSelected={settings.allowMissingOrigin}
          onChange={(allowMissingOrigin) => change({ allowMissingOrigin })}
          description={t({
            id: 'settings.domains.missingHint',
            defaultMessage: 'Apps and servers send none. Browsers always do.',
          })}
        >
          {t({ id: 'settings.domains.missing', defaultMessage: 'Allow clients without an origin' })}
        </Switch>
        {origins !== '*' && <RefusedOrigins bot={bot} draft={draft} origins={origins} />}
        <OriginRules />
      </Section>
      <BlockingSection draft={draft} />
      <IdentitySecret bot={bot} />
    </div>
  );
}
