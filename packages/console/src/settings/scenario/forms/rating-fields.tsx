import { Choice, Switch, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import { type Json, type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface RatingFieldsProps {
  readonly rating: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (rating: JsonObject) => void;
}

/** A score that is asked for. */
export function RatingFields({ rating, languages, onChange }: RatingFieldsProps) {
  const words = useSettingsWords().scenario;
  const set = (key: string, value: Json | undefined) => onChange(withKey(rating, key, value));
  return (
    <>
      <LocalizedField
        label={words.fields.prompt}
        value={rating.prompt ?? ''}
        languages={languages}
        onChange={(prompt) => set('prompt', prompt)}
      />
      <Choice
        label={words.scale}
        options={[
          { id: '5', label: words.scaleTo(5) },
          { id: '10', label: words.scaleTo(10) },
        ]}
        value={rating.scale === 10 ? '10' : '5'}
        onChange={(scale) => set('scale', Number(scale))}
      />
      <Switch isSelected={rating.comment === true} onChange={(comment) => set('comment', comment)}>
        {words.comment}
      </Switch>
      <TextField
        label={words.fields.variable}
        isCode
        placeholder="rating"
        value={textOf(rating.variable)}
        onChange={(variable) => set('variable', variable || undefined)}
      />
    </>
  );
}
