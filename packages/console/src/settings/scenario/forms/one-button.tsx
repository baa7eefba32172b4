import { Select, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import { type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { EdgeField } from './edge-field.tsx';
import { LocalizedField } from './localized-field.tsx';

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
  const words = useSettingsWords().scenario;
  const deed = deedOf(button);
  const does = (next: Deed, value: string) => {
    const { next: _, url: __, alias: ___, ...rest } = button;
    onChange({ ...rest, [next]: value });
  };
  return (
    <>
      <LocalizedField
        label={words.fields.label}
        isLine
        value={button.label ?? ''}
        languages={languages}
        onChange={(label) => onChange(withKey(button, 'label', label))}
      />
      <Select
        label={words.does}
        options={DEEDS.map((id) => ({ id, label: words.deeds[id] }))}
        value={deed}
        onChange={(next) => does(next, '')}
      />
      {deed === 'next' ? (
        <EdgeField
          label={words.leads}
          value={textOf(button.next) || null}
          ids={ids}
          isRequired
          onChange={(next) => does('next', next ?? '')}
        />
      ) : (
        <TextField
          label={words.fields[deed]}
          isCode
          value={textOf(button[deed])}
          onChange={(value) => does(deed, value)}
        />
      )}
    </>
  );
}
