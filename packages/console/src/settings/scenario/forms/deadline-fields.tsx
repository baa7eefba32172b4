import { useIntl } from 'react-intl';
import { NumberField, Switch, TextField } from '../../../ui/index.ts';
import { type JsonObject, withKey } from '../scenario-json.ts';

/** In the order in which visitors see them. */
const CHOICES = ['wait', 'person', 'retry'] as const;

interface DeadlineFieldsProps {
  readonly thinking: JsonObject;
  /** The texts of the language that is being edited. */
  readonly texts: JsonObject;
  readonly onChange: (thinking: JsonObject) => void;
  readonly onChangeTexts: (texts: JsonObject) => void;
}

/** When an agent takes longer than usual, what the visitor is told then, and what they can do. */
export function DeadlineFields({ thinking, texts, onChange, onChangeTexts }: DeadlineFieldsProps) {
  const { formatMessage: t } = useIntl();
  const chosen: readonly unknown[] = Array.isArray(thinking.choices) ? thinking.choices : [];
  const labels = {
    wait: t({ id: 'settings.scenario.choiceWait', defaultMessage: 'Offer to wait on' }),
    person: t({ id: 'settings.scenario.choicePerson', defaultMessage: 'Offer a person' }),
    retry: t({ id: 'settings.scenario.choiceRetry', defaultMessage: 'Offer to ask again' }),
  };
  const choose = (choice: string, isOffered: boolean) => {
    const next = CHOICES.filter((each) => (each === choice ? isOffered : chosen.includes(each)));
    onChange(withKey(thinking, 'choices', next.length > 0 ? next : undefined));
  };
  return (
    <>
      <NumberField
        label={t({ id: 'settings.scenario.fields.ttlMs', defaultMessage: 'Longer than usual after, ms' })}
        description={t({
          id: 'settings.scenario.ttlHint',
          defaultMessage:
            'Then the visitor can write again. Without a text and choices below, it counts from the last sign of life.',
        })}
        minValue={100}
        maxValue={600_000}
        step={1000}
        value={typeof thinking.ttlMs === 'number' ? thinking.ttlMs : Number.NaN}
        onChange={(value) => onChange(withKey(thinking, 'ttlMs', Number.isNaN(value) ? undefined : value))}
      />
      <TextField
        label={t({ id: 'settings.scenario.overdueText', defaultMessage: 'Text when it takes longer than usual' })}
        value={typeof texts.overdueText === 'string' ? texts.overdueText : ''}
        maxLength={300}
        onChange={(text) => onChangeTexts(withKey(texts, 'overdueText', text || undefined))}
      />
      {CHOICES.map((choice) => (
        <Switch key={choice} isSelected={chosen.includes(choice)} onChange={(isOffered) => choose(choice, isOffered)}>
          {labels[choice]}
        </Switch>
      ))}
    </>
  );
}
