/** What the page around a preview tells it. */
export interface PreviewMessage {
  readonly type: 'preview';
  /** What `kw('init', …)` is given. */
  readonly init: Readonly<Record<string, unknown>>;
  readonly version: 'v2' | 'legacy';
  readonly dir: 'ltr' | 'rtl';
  readonly theme: 'auto' | 'light' | 'dark';
  /** What stands behind the widget: the outline of a site, or nothing. */
  readonly page: 'site' | 'blank';
  /** Whether the chat opens by itself. */
  readonly opens: boolean;
  /** Whether whoever has talked here before is forgotten first. */
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
 * What a window says to a preview, if it is the page around it, of the same site, and says something that it can.
 *
 * @returns null for everybody else: any page of the world may post messages to a window that it knows
 */
export const readPreviewMessage = (
  { origin, source, data }: Pick<MessageEvent, 'origin' | 'source' | 'data'>,
  from: { readonly origin: string; readonly source: MessageEventSource | null },
): PreviewMessage | null => (origin === from.origin && source === from.source && isPreviewMessage(data) ? data : null);
