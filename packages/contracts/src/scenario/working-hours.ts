import * as z from 'zod/mini';

/** The days of the week as working hours name them, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const span = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like 09:00-18:00'));

/** When operators are available, in the local time of a time zone. */
export const workingHoursSchema = z.strictObject({
  /** E.g. `Europe/Kyiv`: summer time is followed by itself. */
  timeZone: z.string().check(z.refine(isTimeZone, 'is no time zone; it must look like Europe/Kyiv')),
  /** A day that is not named is free. A span that ends before it begins ends on the next day. */
  days: z.strictObject(
    Object.fromEntries(WEEKDAYS.map((day) => [day, z.optional(z.array(span))])) as Record<
      Weekday,
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
