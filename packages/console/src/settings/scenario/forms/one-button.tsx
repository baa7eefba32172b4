import { defineMessages, useIntl } from 'react-intl';
import { FIELD_NAMES } from '../../../settings/scenario/forms/field-names.ts';
import { Select, TextField } from '../../../ui/index.ts';
import { type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { EdgeField } from './edge-field.tsx';
import { LocalizedField } from './localized-field.tsx';

const ACTION_NAMES = defineMessages({
  next: { id: 'settings.scenario.deeds.next', defaultMessage: 'Leads to a node' },
  url: { id: 'settings.scenario.deeds.url', defaultMessage: 'Opens a page' },
  alias: { id: 'settings.scenario.deeds.alias', defaultMessage: 'Goes to an entry point' },
});

interface OneButtonProps {
  readonly button: JsonObject;
  readonly languages: readonly string[];
  readonly ids: readonly string[];
  readonly onChange: (button: JsonObject) => void;
}

const DEEDS = ['next', 'url', 'alias'] as const;
type Deed = (typeof DEEDS)[number];

/** A button that says nothing yet and leads nowhere. */
export const NEW_BUTTON: JsonObject = { label: '', next: '' };

const deedOf = (button: JsonObject): Deed => DEEDS.find((key) => button[key] !== undefined) ?? 'next';

/** The label of a button, and the one thing that it does. */
export function OneButton({ button, languages, ids, onChange }: OneButtonProps) {
  const { formatMessage: t } = useIntl();
  const deed = deedOf(button);
  const does = (next: Deed, value: string) => {
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
        options={DEEDS.map((id) => ({ id, label: t(ACTION_NAMES[id]) }))}
        value={deed}
        onChange={(next) => does(next, '')}
      />
      {deed === 'next' ? (
        <EdgeField
          label={t({ id: 'settings.scenario.leads', defaultMessage: 'Leads to' })}
          value={textOf(button.next) || null}
          ids={ids}
          isRequired
          onChange={(next) => does('next', next ?? '')}
        />
      ) : (
        <TextField
          label={t(FIELD_NAMES[deed])}
          isCode
          value={textOf(button[deed])}
          onChange={(value) => does(deed, value)}
        />
      )}
    </>
  );
}
