import * as z from 'zod/mini';
import { coded } from '../problem/index.ts';

/** The days of the week as working hours name them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A day of the week, as `mon`. */
export type Weekday = (typeof WEEKDAYS)[number];

const span = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, coded('time-span')));

/** When operators are available, in the local time of a time zone. */
export const workingHoursSchema = z.strictObject({
  /** An IANA name such as `Europe/Kyiv`, which includes daylight saving time. */
  timeZone: z.string().check(z.refine(isTimeZone, coded('time-zone'))),
  /** A day without spans is closed. A span that ends before it starts ends on the next day. */
  days: z.strictObject(
    Object.fromEntries(WEEKDAYS.map((day) => [day, z.optional(z.array(span))])) as Record<
      Weekday,
      z.ZodMiniOptional<z.ZodMiniArray<typeof span>>
    >,
  ),
  /** Closed dates, as `2026-12-25`. */
  holidays: z._default(z.array(z.iso.date(coded('date'))), []),
});
/** When operators are available, in the local time of a time zone. */
export type WorkingHours = z.infer<typeof workingHoursSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
