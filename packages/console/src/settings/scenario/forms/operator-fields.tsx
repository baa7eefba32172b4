import { useIntl } from 'react-intl';
import { TextField } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, textOf, withKey } from '../scenario-json.ts';
import { CommaListField } from './comma-list-field.tsx';
import { HoursFields } from './hours-fields.tsx';
import { ItemGroup } from './item-group.tsx';
import { LocalizedField } from './localized-field.tsx';
import { OptionalButton } from './optional-button.tsx';

/** The fields of an operator node: subject, tags, working hours, and the buttons offered to the visitor. */
export function OperatorFields({ node, languages, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  const isOffered = json.add_button !== undefined || json.add_return_button !== undefined;
  return (
    <>
      <TextField
        label={t({ id: 'settings.scenario.subject', defaultMessage: 'Subject for operators' })}
        dir="auto"
        value={textOf(json.subject)}
        maxLength={200}
        onChange={(subject) => set('subject', subject || undefined)}
      />
      <CommaListField
        label={t({ id: 'settings.scenario.tags', defaultMessage: 'Tags' })}
        description={t({ id: 'settings.scenario.tagsHint', defaultMessage: 'Separate with commas.' })}
        value={json.tags}
        onChange={(tags) => set('tags', tags)}
      />
      <ItemGroup
        legend={t({ id: 'settings.scenario.optionalButtons.title', defaultMessage: 'Buttons for the visitor' })}
      >
        <OptionalButton
          name={t({ id: 'settings.scenario.optionalButtons.close', defaultMessage: 'End the chat' })}
          description={t({
            id: 'settings.scenario.optionalButtons.closeHint',
            defaultMessage: 'add_button: ends the dialog with the operator.',
          })}
          value={json.add_button}
          languages={languages}
          onChange={(value) => set('add_button', value)}
        />
        <OptionalButton
          name={t({ id: 'settings.scenario.optionalButtons.back', defaultMessage: 'Back to the bot' })}
          description={t({
            id: 'settings.scenario.optionalButtons.backHint',
            defaultMessage: 'add_return_button: leaves the operator, or the queue.',
          })}
          value={json.add_return_button}
          languages={languages}
          onChange={(value) => set('add_return_button', value)}
        />
        {isOffered && (
          <LocalizedField
            label={t({ id: 'settings.scenario.optionalButtons.text', defaultMessage: 'Said above the buttons' })}
            isLine
            value={json.buttonsText ?? ''}
            languages={languages}
            onChange={(text) => set('buttonsText', text === '' ? undefined : text)}
          />
        )}
      </ItemGroup>
      <HoursFields hours={json.hours} onChange={(hours) => set('hours', hours)} />
    </>
  );
}
