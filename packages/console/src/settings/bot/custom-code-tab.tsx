import { Callout, Section, Switch, TextField } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** Code of the site's own, off until somebody says otherwise. */
export function CustomCodeTab({ draft }: { readonly draft: SettingsDraft }) {
  const words = useSettingsWords().code;
  const { settings, problems, change } = draft;
  return (
    <div className="stack">
      <Section title={words.title} lead={words.lead}>
        <Callout kind="warning">{words.warning}</Callout>
        <Switch isSelected={settings.customCodeEnabled} onChange={(customCodeEnabled) => change({ customCodeEnabled })}>
          {words.enable}
        </Switch>
        <TextField
          label={words.code}
          description={words.hint}
          isCode
          rows={12}
          value={settings.customCode ?? ''}
          onChange={(customCode) => change({ customCode: customCode || undefined })}
          error={problems.get('customCode')}
        />
      </Section>
    </div>
  );
}
