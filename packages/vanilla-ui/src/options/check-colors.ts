import { warnUnknownNames } from '@connective-chat/core/ui';
import type { ColorScheme } from '../appearance/color-scheme.types.ts';

const FIELDS: { readonly [K in keyof ColorScheme]-?: readonly string[] } = {
  accent: [],
  device: ['bg', 'dot', 'border', 'container'],
  header: ['bg', 'dot', 'text'],
  sentMessage: ['bg', 'text'],
  receivedMessage: ['bg', 'text'],
  userInput: ['bg', 'border', 'text'],
  keyboardButton: ['bg', 'border', 'text'],
  inlineKeyboardButton: ['bg', 'text'],
  poweredLink: ['color'],
};

/** Warns about unknown colour keys and fields. */
export function checkColors(where: string, colors: unknown): void {
  if (typeof colors !== 'object' || colors === null) return;
  warnUnknownNames(where, Object.keys(colors), Object.keys(FIELDS));
  for (const [key, fields] of Object.entries(FIELDS)) {
    const value = (colors as Record<string, unknown>)[key];
    if (fields.length > 0 && typeof value === 'object' && value !== null) {
      warnUnknownNames(`${where}.${key}`, Object.keys(value), fields);
    }
  }
}
