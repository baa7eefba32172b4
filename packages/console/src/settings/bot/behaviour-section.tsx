import { Choice, NumberField, Section, Switch } from '../../ui/index.ts';
import { useSettingsWords } from '../words/use-settings-words.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const USUAL_RATE = { messagesPerMinute: 30, burst: 10 };

/** How the widget acts, and which of its two versions it is. */
export function BehaviourSection({ draft }: { readonly draft: SettingsDraft }) {
  const words = useSettingsWords().widget;
  const { settings, problems, change } = draft;
  const { rate } = settings;
  return (
    <Section title={words.behaviour} lead={words.behaviourLead}>
      <div className="ui-field">
        <Choice
          label={words.version}
          options={[
            { id: 'v2', label: 'V2' },
            { id: 'legacy', label: 'Legacy' },
          ]}
          value={settings.version}
          onChange={(version) => change({ version })}
        />
        <p className="ui-description">{words.versionHint}</p>
      </div>
      <Switch isSelected={settings.openOnMessage} onChange={(openOnMessage) => change({ openOnMessage })}>
        {words.openOnMessage}
      </Switch>
      <Switch
        isSelected={settings.recognizeUserMeta}
        onChange={(recognizeUserMeta) => change({ recognizeUserMeta })}
        description={words.recognizeHint}
      >
        {words.recognize}
      </Switch>
      <Switch isSelected={settings.reopen} onChange={(reopen) => change({ reopen })}>
        {words.reopen}
      </Switch>
      <Switch
        isSelected={rate !== undefined}
        onChange={(isOn) => change({ rate: isOn ? USUAL_RATE : undefined })}
        description={words.limitRateHint}
      >
        {words.limitRate}
      </Switch>
      {rate && (
        <div className="fields-2 indented">
          <NumberField
            label={words.perMinute}
            value={rate.messagesPerMinute}
            minValue={1}
            maxValue={600}
            onChange={(messagesPerMinute) => change({ rate: { ...rate, messagesPerMinute } })}
            error={problems.get('rate.messagesPerMinute')}
          />
          <NumberField
            label={words.burst}
            value={rate.burst}
            minValue={1}
            maxValue={100}
            onChange={(burst) => change({ rate: { ...rate, burst } })}
            error={problems.get('rate.burst')}
          />
        </div>
      )}
    </Section>
  );
}
