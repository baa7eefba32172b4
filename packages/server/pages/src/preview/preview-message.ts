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

export const isPreviewMessage = (data: unknown): data is PreviewMessage =>
  typeof data === 'object' && data !== null && (data as { type?: unknown }).type === 'preview';
