/** The message from the embedding page to a preview. */
export interface PreviewMessage {
  readonly type: 'preview';
  /** The options of `kw('init', …)`. */
  readonly init: Readonly<Record<string, unknown>>;
  readonly version: 'v2' | 'legacy';
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'auto' | 'light' | 'dark';
  /** The background of the widget: the outline of a site, or nothing. */
  readonly page: 'site' | 'blank';
  /** Whether the chat opens at once. */
  readonly opens: boolean;
  /** Whether the stored visitor is deleted first. */
  readonly fresh?: boolean;
}

const WORDS = {
  type: ['preview'],
  version: ['v2', 'legacy'],
  dir: ['ltr', 'rtl'],
  theme: ['auto', 'light', 'dark'],
  page: ['site', 'blank'],
  opens: [true, false],
  fresh: [true, false, undefined],
} as const;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isPreviewMessage = (data: unknown): data is PreviewMessage =>
  isRecord(data) &&
  isRecord(data.init) &&
  Object.entries(WORDS).every(([name, words]) => (words as readonly unknown[]).includes(data[name]));

/**
 * Reads a message to a preview, if it comes from the embedding page, from the same origin, and is valid.
 *
 * @returns null otherwise: any page may post messages to a window that it has a reference to
 */
export const readPreviewMessage = (
  { origin, source, data }: Pick<MessageEvent, 'origin' | 'source' | 'data'>,
  from: { readonly origin: string; readonly source: MessageEventSource | null },
): PreviewMessage | null => (origin === from.origin && source === from.source && isPreviewMessage(data) ? data : null);
