import { useIntl } from 'react-intl';
import { Callout, Section, Switch, TextField } from '../../ui/index.ts';
import { useFieldError } from './use-field-error.ts';
import type { SettingsDraft } from './use-settings-draft.ts';

/** The Custom Code of the site, off by default. */
export function CustomCodeTab({ draft }: { readonly draft: SettingsDraft }) {
  const { formatMessage: t } = useIntl();
  const { settings, problems, change } = draft;
  const errorOf = useFieldError(problems);
  return (
    <div className="stack">
      <Section
        title={t({ id: 'settings.code.title', defaultMessage: 'Custom Code' })}
        lead={t({
          id: 'settings.code.lead',
          defaultMessage: 'JavaScript that the widget runs on your pages, once it is ready. Never in a chat frame.',
        })}
      >
        <Callout kind="warning">
          {t({
            id: 'settings.code.warning',
            defaultMessage:
              'It runs with all the rights of your pages: it can read what visitors type and send it anywhere. Put in only what you have read. Every change is in the audit log.',
          })}
        </Callout>
        <Switch isSelected={settings.customCodeEnabled} onChange={(customCodeEnabled) => change({ customCodeEnabled })}>
          {t({ id: 'settings.code.enable', defaultMessage: 'Run Custom Code' })}
        </Switch>
        <TextField
          label={t({ id: 'settings.code.code', defaultMessage: 'Code' })}
          description={t({
            id: 'settings.code.hint',
            defaultMessage:
              'It runs as a module, once on a page. What it throws goes to the console and stops nothing.',
          })}
          isCode
          rows={12}
          value={settings.customCode ?? ''}
          onChange={(customCode) => change({ customCode: customCode || undefined })}
          error={errorOf('customCode')}
        />
      </Section>
    </div>
  );
}
