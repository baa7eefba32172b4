import { WEEKDAYS, type Weekday, type WorkingHours } from '@connective-chat/contracts/scenario';

/** The date, the day of the week and the minute of the day in a time zone. */
function localTime(timeZone: string, now: number) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    date: `${of('year')}-${of('month')}-${of('day')}`,
    day: of('weekday').toLowerCase() as Weekday,
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  };
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function spansOf({ days, holidays }: WorkingHours, date: string, day: Weekday): [number, number][] {
  if (holidays.includes(date)) return [];
  return (days[day] ?? []).map((text) => {
    const [from = '', to = ''] = text.split('-');
    return [minuteOf(from), minuteOf(to)];
  });
}

const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** Whether it is within the hours now. */
export function isWithin(hours: WorkingHours, now: number): boolean {
  const { date, day, minute } = localTime(hours.timeZone, now);
  const today = spansOf(hours, date, day);
  const yesterday = spansOf(hours, dayBefore(date), WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? 'mon');
  return (
    today.some(([from, to]) => minute >= from && (minute < to || to <= from)) ||
    yesterday.some(([from, to]) => to <= from && minute < to)
  );
}
