import type { Appearance, Colors } from '@connective-chat/contracts/bot';

type Raw = Readonly<Record<string, string | Readonly<Record<string, string | undefined>> | undefined>>;

/** A colour by its group and field; a group without fields is a colour itself. */
export function colorOf(colors: Colors | undefined, group: string, field?: string): string {
  const value = (colors as Raw | undefined)?.[group];
  if (field === undefined) return typeof value === 'string' ? value : '';
  return typeof value === 'object' ? (value[field] ?? '') : '';
}

/** The appearance with another colour; an empty one is the widget's own again. */
export function withColor(appearance: Appearance, group: string, field: string | undefined, color: string): Appearance {
  const colors = (appearance.colors ?? {}) as Raw;
  const before = colors[group];
  const own = typeof before === 'object' ? before : {};
  const next = field === undefined ? color || undefined : clean({ ...own, [field]: color || undefined });
  return clean({ ...appearance, colors: clean({ ...colors, [group]: next }) as Colors | undefined }) ?? {};
}

/** Without what is undefined; undefined if nothing is left. */
function clean<T extends object>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}
