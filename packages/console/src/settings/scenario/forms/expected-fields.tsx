import { Select } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import type { InspectorProps } from '../inspector.tsx';
import { type Json, listOf, withKey } from '../scenario-json.ts';
import { ItemList } from './item-list.tsx';
import { LocalizedField } from './localized-field.tsx';

const KINDS = ['text', 'number', 'date', 'email', 'phone', 'choice'] as const;

/** What kind of answer is waited for; of a choice, what there is to choose from. */
export function ExpectedFields({ node, languages, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  const { json } = node;
  const kind = KINDS.find((each) => each === json.expects) ?? 'text';
  return (
    <>
      <Select
        label={words.expects}
        options={KINDS.map((id) => ({ id, label: words.expected[id] }))}
        value={kind}
        onChange={(next) => {
          const { choices: _, ...rest } = json;
          onChange({ ...rest, expects: next, ...(next === 'choice' && { choices: json.choices ?? [''] }) });
        }}
      />
      {kind === 'choice' && (
        <ItemList<Json>
          items={listOf(json.choices)}
          nameOf={words.choices.one}
          addLabel={words.choices.add}
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
