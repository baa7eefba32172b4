import type { Appearance, Colors } from '@connective-chat/contracts/bot';

type Raw = Readonly<Record<string, string | Readonly<Record<string, string | undefined>> | undefined>>;

/** A colour by group and field; a group without fields is a single colour. */
export function colorOf(colors: Colors | undefined, group: string, field?: string): string {
  const value = (colors as Raw | undefined)?.[group];
  if (field === undefined) return typeof value === 'string' ? value : '';
  return typeof value === 'object' ? (value[field] ?? '') : '';
}

/** A copy of the appearance with a colour set; an empty one restores the default. */
export function withColor(appearance: Appearance, group: string, field: string | undefined, color: string): Appearance {
  const colors = (appearance.colors ?? {}) as Raw;
  const before = colors[group];
  const own = typeof before === 'object' ? before : {};
  const next = field === undefined ? color || undefined : clean({ ...own, [field]: color || undefined });
  return clean({ ...appearance, colors: clean({ ...colors, [group]: next }) as Colors | undefined }) ?? {};
}

/** Drops undefined values; undefined if none are left. */
function clean<T extends object>(object: T): T | undefined {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? (Object.fromEntries(entries) as T) : undefined;
}
