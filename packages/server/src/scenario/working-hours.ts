import * as z from 'zod/mini';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const span = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like 09:00-18:00'));

/** When somebody is there, by the clock on the wall of a place. */
export const workingHoursSchema = z.strictObject({
  /** E.g. `Europe/Kyiv`: summer time is followed by itself. */
  timeZone: z.string().check(z.refine(isTimeZone, 'is no time zone; it must look like Europe/Kyiv')),
  /** A day that is not named is free. A span that ends before it begins ends on the next day. */
  days: z.strictObject(
    Object.fromEntries(DAYS.map((day) => [day, z.optional(z.array(span))])) as Record<
      (typeof DAYS)[number],
      z.ZodMiniOptional<z.ZodMiniArray<typeof span>>
    >,
  ),
  /** Dates on which nobody is there, as `2026-12-25`. */
  holidays: z._default(z.array(z.iso.date()), []),
});
export type WorkingHours = z.infer<typeof workingHoursSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The date, the day of the week and the minute of the day, as a clock on that wall shows them. */
function wallClock(timeZone: string, now: number) {
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
    day: of('weekday').toLowerCase() as (typeof DAYS)[number],
    minute: Number(of('hour')) * 60 + Number(of('minute')),
  };
}

const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function spansOf({ days, holidays }: WorkingHours, date: string, day: (typeof DAYS)[number]): [number, number][] {
  if (holidays.includes(date)) return [];
  return (days[day] ?? []).map((text) => {
    const [from = '', to = ''] = text.split('-');
    return [minuteOf(from), minuteOf(to)];
  });
}

const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** Whether it is within the hours now. */
export function isWithin(hours: WorkingHours, now: number): boolean {
  const { date, day, minute } = wallClock(hours.timeZone, now);
  const today = spansOf(hours, date, day);
  const yesterday = spansOf(hours, dayBefore(date), DAYS[(DAYS.indexOf(day) + 6) % 7] ?? 'mon');
  return (
    today.some(([from, to]) => minute >= from && (minute < to || to <= from)) ||
    yesterday.some(([from, to]) => to <= from && minute < to)
  );
}
