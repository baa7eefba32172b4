import type { BotDetail } from '@connective-chat/contracts/admin';
import { Callout, Section, Switch } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import { IdentitySecret } from './identity-secret.tsx';
import { OriginRules } from './origin-rules.tsx';
import { OriginsEditor } from './origins-editor.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Which sites may use the bot, and whether it knows their visitors. */
export function DomainsTab({ bot, draft }: { readonly bot: BotDetail; readonly draft: SettingsDraft }) {
  const words = useSettingsWords().domains;
  const { settings, problems, change } = draft;
  const { origins } = settings;
  return (
    <div className="stack">
      <Section title={words.title} lead={words.lead}>
        {origins === '*' ? (
          <Callout kind="warning">{words.allHint}</Callout>
        ) : (
          <OriginsEditor origins={origins} problems={problems} onChange={(next) => change({ origins: next })} />
        )}
        <Switch isSelected={origins === '*'} onChange={(all) => change({ origins: all ? '*' : [] })}>
          {words.all}
        </Switch>
        <Switch
          isSelected={settings.allowMissingOrigin}
          onChange={(allowMissingOrigin) => change({ allowMissingOrigin })}
          description={words.missingHint}
        >
          {words.missing}
        </Switch>
        <OriginRules />
      </Section>
      <IdentitySecret bot={bot} />
    </div>
  );
}
