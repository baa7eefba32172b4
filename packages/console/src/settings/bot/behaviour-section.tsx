import { useIntl } from 'react-intl';
import { Choice, NumberField, Section, Switch } from '../../ui/index.ts';
import { useFieldError } from './use-field-error.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

const USUAL_RATE = { messagesPerMinute: 30, burst: 10 };

/** The form section for the version and the behaviour of the widget. */
export function BehaviourSection({ draft }: { readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const { settings, problems, change } = draft;
  const errorOf = useFieldError(problems);
  const { rate } = settings;
  return (
    <Section
      title={t({ id: 'settings.widget.behaviour', defaultMessage: 'Behaviour' })}
      lead={t({ id: 'settings.widget.behaviourLead', defaultMessage: 'How the widget acts on your site.' })}
    >
      <div className="ui-field">
        <Choice
          label={t({ id: 'settings.widget.version', defaultMessage: 'Version' })}
          options={[
            { id: 'v2', label: 'V2' },
            { id: 'legacy', label: 'Legacy' },
          ]}
          value={settings.version}
          onChange={(version) => change({ version })}
        />
        <p className="ui-description">
          {t({
            id: 'settings.widget.versionHint',
            defaultMessage: 'V2 has every feature. Legacy is for integrations that were made for the old widget.',
          })}
        </p>
      </div>
      <Switch isSelected={settings.openOnMessage} onChange={(openOnMessage) => change({ openOnMessage })}>
        {t({ id: 'settings.widget.openOnMessage', defaultMessage: 'Open when a message arrives' })}
      </Switch>
      <Switch
        isSelected={settings.recognizeUserMeta}
        onChange={(recognizeUserMeta) => change({ recognizeUserMeta })}
        description={t({
          id: 'settings.widget.recognizeHint',
          defaultMessage: 'Address and country, as far as the server knows them. Say so in your privacy notice.',
        })}
      >
        {t({ id: 'settings.widget.recognize', defaultMessage: 'Show operators where a visitor is' })}
      </Switch>
      <Switch
        isSelected={settings.showSources}
        onChange={(showSources) => change({ showSources })}
        description={t({
          id: 'settings.widget.showSourcesHint',
          defaultMessage:
            'Titles and addresses of the articles behind an answer, from the next answer on. Operators always see them.',
        })}
      >
        {t({ id: 'settings.widget.showSources', defaultMessage: 'Show visitors the sources of answers' })}
      </Switch>
      <Switch isSelected={settings.reopen} onChange={(reopen) => change({ reopen })}>
        {t({ id: 'settings.widget.reopen', defaultMessage: 'A message after the end begins a new dialog' })}
      </Switch>
      <Switch
        isSelected={rate !== undefined}
        onChange={(isOn) => change({ rate: isOn ? USUAL_RATE : undefined })}
        description={t({
          id: 'settings.widget.limitRateHint',
          defaultMessage: 'Without it the limit of the server holds.',
        })}
      >
        {t({ id: 'settings.widget.limitRate', defaultMessage: 'A limit of its own for messages' })}
      </Switch>
      {rate && (
        <div className="fields-2 indented">
          <NumberField
            label={t({ id: 'settings.widget.perMinute', defaultMessage: 'Messages in a minute' })}
            value={rate.messagesPerMinute}
            minValue={1}
            maxValue={600}
            onChange={(messagesPerMinute) => change({ rate: { ...rate, messagesPerMinute } })}
            error={errorOf('rate.messagesPerMinute')}
          />
          <NumberField
            label={t({ id: 'settings.widget.burst', defaultMessage: 'At once' })}
            value={rate.burst}
            minValue={1}
            maxValue={100}
            onChange={(burst) => change({ rate: { ...rate, burst } })}
            error={errorOf('rate.burst')}
          />
        </div>
      )}
    </Section>
  );
}
