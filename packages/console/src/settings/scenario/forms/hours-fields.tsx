import { useLocale } from '../../../shell/locale/use-locale.ts';
import { Switch, TextField } from '../../../ui/index.ts';
import { useSettingsWords } from '../../words/use-settings-words.ts';
import { isObject, type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { WordsField } from './words-field.tsx';

interface HoursFieldsProps {
  readonly hours: Json | undefined;
  readonly onChange: (hours: Json | undefined) => void;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WORKDAYS = DAYS.slice(0, 5);
/** Some Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Monday to Friday, by the clock of whoever sets it. */
const usualHours = (): Json => ({
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: Object.fromEntries(WORKDAYS.map((day) => [day, ['09:00-18:00']])),
});

/** When somebody is there: a time zone, and spans for each day of the week. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const words = useSettingsWords().scenario.hours;
  const dayName = new Intl.DateTimeFormat(useLocale(), { weekday: 'long', timeZone: 'UTC' });
  const known = objectOf(hours);
  const days = objectOf(known.days);
  const set = (key: string, value: Json | undefined) => onChange(withKey(known, key, value));
  return (
    <fieldset className="item-group">
      <legend className="ui-label">{words.title}</legend>
      <Switch
        isSelected={isObject(hours)}
        onChange={(isOn) => onChange(isOn ? usualHours() : undefined)}
        description={words.onlyHint}
      >
        {words.only}
      </Switch>
      {isObject(hours) && (
        <>
          <TextField
            label={words.timeZone}
            isCode
            placeholder="Europe/Kyiv"
            value={textOf(known.timeZone)}
            onChange={(timeZone) => set('timeZone', timeZone)}
          />
          <p className="ui-description">{words.daysHint}</p>
          {DAYS.map((day, index) => (
            <WordsField
              key={day}
              label={dayName.format(MONDAY + index * 86_400_000)}
              isCode
              value={days[day]}
              onChange={(spans) => set('days', withKey(days, day, spans))}
            />
          ))}
          <WordsField
            label={words.holidays}
            description={words.holidaysHint}
            isCode
            value={known.holidays}
            onChange={(holidays) => set('holidays', holidays)}
          />
        </>
      )}
    </fieldset>
  );
}
