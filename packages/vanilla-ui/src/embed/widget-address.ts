declare const __WIDGET_FILE__: string | undefined;
declare const __PANEL_FILE__: string | undefined;

/** The entry chunk beside the loader. The build inserts its name, which contains a hash of its content. */
const WIDGET_FILE = typeof __WIDGET_FILE__ === 'undefined' ? 'chunks/widget.js' : __WIDGET_FILE__;

/** The chunk with the panel. */
const PANEL_FILE = typeof __PANEL_FILE__ === 'undefined' ? 'chunks/panel.js' : __PANEL_FILE__;

/** The URL of the panel's chunk; `base` is the URL of the loader's folder. */
export const panelAddress = (base: string | URL): string => new URL(PANEL_FILE, base).href;

/**
 * The URL of the widget's module for an import attempt.
 *
 * A retry needs a different URL for the module and for everything that it imports. It imports by relative URLs, which
 * keep the folder and drop a query, so the folder has to vary: some of its letters are percent-encoded, one per bit of
 * `attempt`. For servers the path is the same; for browsers it is another module.
 *
 * @param base the URL of the loader's folder
 * @param attempt 0 for the unchanged URL
 */
export function widgetAddress(base: string | URL, attempt: number): string {
  const [folder = '', file = ''] = WIDGET_FILE.split('/');
  const letters = [...folder].map((letter, index) =>
    attempt & (1 << index) ? `%${letter.charCodeAt(0).toString(16)}` : letter,
  );
  return new URL(`${letters.join('')}/${file}`, base).href;
}
