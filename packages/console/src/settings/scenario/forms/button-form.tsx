import { defineMessages, useIntl } from 'react-intl';
import { Select, TextField } from '../../../ui/index.ts';
import { type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { EdgeField } from './edge-field.tsx';
import { FIELD_NAMES } from './field-names.ts';
import { LocalizedField } from './localized-field.tsx';

const ACTION_NAMES = defineMessages({
  next: { id: 'settings.scenario.buttonActions.next', defaultMessage: 'Leads to a node' },
  url: { id: 'settings.scenario.buttonActions.url', defaultMessage: 'Opens a page' },
  alias: { id: 'settings.scenario.buttonActions.alias', defaultMessage: 'Goes to an entry point' },
});

interface ButtonFormProps {
  readonly button: JsonObject;
  readonly languages: readonly string[];
  readonly ids: readonly string[];
  readonly onChange: (button: JsonObject) => void;
}

const ACTIONS = ['next', 'url', 'alias'] as const;
type ButtonAction = (typeof ACTIONS)[number];

/** A button without label and target. */
export const NEW_BUTTON: JsonObject = { label: '', next: '' };

const actionOf = (button: JsonObject): ButtonAction => ACTIONS.find((key) => button[key] !== undefined) ?? 'next';

/** The fields for the label and the action of a button. */
export function ButtonForm({ button, languages, ids, onChange }: ButtonFormProps) {
  const { formatMessage: t } = useIntl();
  const action = actionOf(button);
  const does = (next: ButtonAction, value: string) => {
    const { next: _, url: __, alias: ___, ...rest } = button;
    onChange({ ...rest, [next]: value });
  };
  return (
    <>
      <LocalizedField
        label={t({ id: 'settings.scenario.fields.label', defaultMessage: 'Label' })}
        isLine
        value={button.label ?? ''}
        languages={languages}
        onChange={(label) => onChange(withKey(button, 'label', label))}
      />
      <Select
        label={t({ id: 'settings.scenario.does', defaultMessage: 'What it does' })}
        options={ACTIONS.map((id) => ({ id, label: t(ACTION_NAMES[id]) }))}
        value={action}
        onChange={(next) => does(next, '')}
      />
      {action === 'next' ? (
        <EdgeField
          label={t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}
          value={textOf(button.next) || null}
          ids={ids}
          isRequired
          onChange={(next) => does('next', next ?? '')}
        />
      ) : (
        <TextField
          label={t(FIELD_NAMES[action])}
          isCode
          value={textOf(button[action])}
          onChange={(value) => does(action, value)}
        />
      )}
    </>
  );
}
