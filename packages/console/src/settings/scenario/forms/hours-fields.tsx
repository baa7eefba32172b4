import { useIntl } from 'react-intl';
import { Switch, TextField } from '../../../ui/index.ts';
import { isObject, type Json, objectOf, textOf, withKey } from '../scenario-json.ts';
import { CommaListField } from './comma-list-field.tsx';
import { ItemGroup } from './item-group.tsx';

interface HoursFieldsProps {
  readonly hours: Json | undefined;
  readonly onChange: (hours: Json | undefined) => void;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WORKDAYS = DAYS.slice(0, 5);
/** A Monday, to format the names of weekdays. */
const MONDAY = Date.UTC(2024, 0, 1);

/** Monday to Friday in the time zone of the browser. */
const usualHours = (): Json => ({
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  days: Object.fromEntries(WORKDAYS.map((day) => [day, ['09:00-18:00']])),
});

/** The fields of working hours: a time zone, and spans for each day of the week. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const { formatMessage: t, formatDate } = useIntl();
  const known = objectOf(hours);
  const days = objectOf(known.days);
  const set = (key: string, value: Json | undefined) => onChange(withKey(known, key, value));
  return (
    <ItemGroup legend={t({ id: 'settings.scenario.hours.title', defaultMessage: 'Working hours' })}>
      <Switch
        isSelected={isObject(hours)}
        onChange={(isOn) => onChange(isOn ? usualHours() : undefined)}
        description={t({
          id: 'settings.scenario.hours.onlyHint',
          defaultMessage: 'Outside of them it leads to “closed”.',
        })}
      >
        {t({ id: 'settings.scenario.hours.only', defaultMessage: 'Only within working hours' })}
      </Switch>
      {isObject(hours) && (
        <>
          <TextField
            label={t({ id: 'settings.scenario.hours.timeZone', defaultMessage: 'Time zone' })}
            isCode
            placeholder="Europe/Kyiv"
            value={textOf(known.timeZone)}
            onChange={(timeZone) => set('timeZone', timeZone)}
          />
          <p className="ui-description">
            {t({
              id: 'settings.scenario.hours.daysHint',
              defaultMessage: 'Spans, with commas between them: 09:00-13:00, 14:00-18:00. Empty: nobody is there.',
            })}
          </p>
          {DAYS.map((day, index) => (
            <CommaListField
              key={day}
              label={formatDate(MONDAY + index * 86_400_000, { weekday: 'long', timeZone: 'UTC' })}
              isCode
              value={days[day]}
              onChange={(spans) => set('days', withKey(days, day, spans))}
            />
          ))}
          <CommaListField
            label={t({ id: 'settings.scenario.hours.holidays', defaultMessage: 'Days off' })}
            description={t({
              id: 'settings.scenario.hours.holidaysHint',
              defaultMessage: 'As dates: 2026-12-25, 2027-01-01',
            })}
            isCode
            value={known.holidays}
            onChange={(holidays) => set('holidays', holidays)}
          />
        </>
      )}
    </ItemGroup>
  );
}
