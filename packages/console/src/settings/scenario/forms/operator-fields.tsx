import { TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import type { InspectorProps } from '../inspector.tsx';
import { type Json, textOf, withKey } from '../scenario-json.ts';
import { HoursFields } from './hours-fields.tsx';
import { LocalizedField } from './localized-field.tsx';
import { OfferedButton } from './offered-button.tsx';
import { WordsField } from './words-field.tsx';

/** What operators are told, when they are there, and the ways out that the visitor is offered. */
export function OperatorFields({ node, languages, onChange }: InspectorProps) {
  const words = useSettingsWords().scenario;
  const { json } = node;
  const set = (key: string, value: Json | undefined) => onChange(withKey(json, key, value));
  const isOffered = json.add_button !== undefined || json.add_return_button !== undefined;
  return (
    <>
      <TextField
        label={words.subject}
        dir="auto"
        value={textOf(json.subject)}
        maxLength={200}
        onChange={(subject) => set('subject', subject || undefined)}
      />
      <WordsField
        label={words.tags}
        description={words.tagsHint}
        value={json.tags}
        onChange={(tags) => set('tags', tags)}
      />
      <fieldset className="item-group">
        <legend className="ui-label">{words.offered.title}</legend>
        <OfferedButton
          name={words.offered.close}
          description={words.offered.closeHint}
          value={json.add_button}
          languages={languages}
          onChange={(value) => set('add_button', value)}
        />
        <OfferedButton
          name={words.offered.back}
          description={words.offered.backHint}
          value={json.add_return_button}
          languages={languages}
          onChange={(value) => set('add_return_button', value)}
        />
        {isOffered && (
          <LocalizedField
            label={words.offered.text}
            isLine
            value={json.buttonsText ?? ''}
            languages={languages}
            onChange={(text) => set('buttonsText', text === '' ? undefined : text)}
          />
        )}
      </fieldset>
      <HoursFields hours={json.hours} onChange={(hours) => set('hours', hours)} />
    </>
  );
}
