import { defineMessages, useIntl } from 'react-intl';
import { Select } from '../../../ui/index.ts';
import type { InspectorProps } from '../inspector.types.ts';
import { type Json, listOf, withKey } from '../scenario-json.ts';
import { ItemList } from './item-list.tsx';
import { LocalizedField } from './localized-field.tsx';

const EXPECTED_NAMES = defineMessages({
  text: { id: 'settings.scenario.expected.text', defaultMessage: 'Text' },
  number: { id: 'settings.scenario.expected.number', defaultMessage: 'Number' },
  date: { id: 'settings.scenario.expected.date', defaultMessage: 'Date' },
  email: { id: 'settings.scenario.expected.email', defaultMessage: 'E-mail' },
  phone: { id: 'settings.scenario.expected.phone', defaultMessage: 'Phone' },
  choice: { id: 'settings.scenario.expected.choice', defaultMessage: 'Choice' },
});

const KINDS = ['text', 'number', 'date', 'email', 'phone', 'choice'] as const;

/** The kind of answer that is expected, and the options of a choice. */
export function ExpectedFields({ node, languages, onChange }: InspectorProps) {
  const { formatMessage: t } = useIntl();
  const { json } = node;
  const kind = KINDS.find((each) => each === json.expects) ?? 'text';
  return (
    <>
      <Select
        label={t({ id: 'settings.scenario.expects', defaultMessage: 'What is waited for' })}
        options={KINDS.map((id) => ({ id, label: t(EXPECTED_NAMES[id]) }))}
        value={kind}
        onChange={(next) => {
          const { choices: _, ...rest } = json;
          onChange({ ...rest, expects: next, ...(next === 'choice' && { choices: json.choices ?? [''] }) });
        }}
      />
      {kind === 'choice' && (
        <ItemList<Json>
          items={listOf(json.choices)}
          nameOf={(number) => t({ id: 'settings.scenario.choices.one', defaultMessage: 'Choice {number}' }, { number })}
          addLabel={t({ id: 'settings.scenario.choices.add', defaultMessage: 'Add a choice' })}
          newItem={() => ''}
          onChange={(choices) => onChange(withKey(json, 'choices', choices))}
        >
          {(choice, write, name) => (
            <LocalizedField label={name} isLine value={choice} languages={languages} onChange={write} />
          )}
        </ItemList>
      )}
    </>
  );
}
