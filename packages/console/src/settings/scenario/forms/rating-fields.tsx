import { useIntl } from 'react-intl';
import { Choice, Switch, TextField } from '../../../ui/index.ts';
import { type Json, type JsonObject, textOf, withKey } from '../scenario-json.ts';
import { LocalizedField } from './localized-field.tsx';

interface RatingFieldsProps {
  readonly rating: JsonObject;
  readonly languages: readonly string[];
  readonly onChange: (rating: JsonObject) => void;
}

/** The fields of a rating. */
export function RatingFields({ rating, languages, onChange }: RatingFieldsProps) {
  const { formatMessage: t } = useIntl();
  const set = (key: string, value: Json | undefined) => onChange(withKey(rating, key, value));
  return (
    <>
      <LocalizedField
        label={t({ id: 'settings.scenario.fields.prompt', defaultMessage: 'Question' })}
        value={rating.prompt ?? ''}
        languages={languages}
        onChange={(prompt) => set('prompt', prompt)}
      />
      <Choice
        label={t({ id: 'settings.scenario.scale', defaultMessage: 'Scale' })}
        options={[
          { id: '5', label: t({ id: 'settings.scenario.scaleTo', defaultMessage: '1 to {most}' }, { most: 5 }) },
          { id: '10', label: t({ id: 'settings.scenario.scaleTo', defaultMessage: '1 to {most}' }, { most: 10 }) },
        ]}
        value={rating.scale === 10 ? '10' : '5'}
        onChange={(scale) => set('scale', Number(scale))}
      />
      <Switch isSelected={rating.comment === true} onChange={(comment) => set('comment', comment)}>
        {t({ id: 'settings.scenario.comment', defaultMessage: 'Ask for a comment too' })}
      </Switch>
      <TextField
        label={t({ id: 'settings.scenario.fields.variable', defaultMessage: 'Kept as' })}
        isCode
        placeholder="rating"
        value={textOf(rating.variable)}
        onChange={(variable) => set('variable', variable || undefined)}
      />
    </>
  );
}
