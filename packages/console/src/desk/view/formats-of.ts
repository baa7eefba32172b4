const DAY_MS = 24 * 60 * 60 * 1000;

const isSameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** The dates and times of one language. */
export interface Formats {
  readonly time: (at: string) => string;
  /** The time if it is today, otherwise the day. */
  readonly moment: (at: string, now?: Date) => string;
  readonly day: (at: string, names: { readonly today: string; readonly yesterday: string }, now?: Date) => string;
  /** The day and the time. */
  readonly whole: (at: string) => string;
  /** The name of a language or a country; an unknown code is returned unchanged. */
  readonly name: (type: 'language' | 'region', code: string) => string;
}

const made = new Map<string, Formats>();

/** The formats of a language, cached: creating a formatter is expensive. */
export function formatsOf(locale: string): Formats {
  const known = made.get(locale);
  if (known) return known;
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const names = new Map<string, string>();
  const nameOf = (type: 'language' | 'region', code: string) => {
    try {
      return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
    } catch {
      return code;
    }
  };
  const formats: Formats = {
    time: (at) => time.format(new Date(at)),
    moment(at, now = new Date()) {
      const date = new Date(at);
      return isSameDay(date, now) ? time.format(date) : shortDay.format(date);
    },
    day(at, { today, yesterday }, now = new Date()) {
      const date = new Date(at);
      if (isSameDay(date, now)) return today;
      return isSameDay(date, new Date(now.getTime() - DAY_MS)) ? yesterday : longDay.format(date);
    },
    whole: (at) => whole.format(new Date(at)),
    name(type, code) {
      const key = `${type} ${code}`;
      const name = names.get(key) ?? nameOf(type, code);
      names.set(key, name);
      return name;
    },
  };
  made.set(locale, formats);
  return formats;
}
