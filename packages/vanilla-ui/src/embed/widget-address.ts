declare const __WIDGET_FILE__: string | undefined;

/** The entry chunk, beside the loader. The build puts the name in, with the hash of its content. */
const WIDGET_FILE = typeof __WIDGET_FILE__ === 'undefined' ? 'chunks/widget.js' : __WIDGET_FILE__;

/**
 * The address of the widget's module for an attempt to import it.
 *
 * A retry needs an address of its own, and so does all that the module imports: it does so by relative addresses, which
 * keep the folder and drop a query. So the folder varies: some of its letters are percent-encoded, one for each bit of
 * the attempt. Servers read the same path; browsers take it for another module.
 *
 * @param base the folder of the loader
 * @param attempt 0 for the address as it is
 */
export function widgetAddress(base: string | URL, attempt: number): string {
  const [folder = '', file = ''] = WIDGET_FILE.split('/');
  const letters = [...folder].map((letter, index) =>
    attempt & (1 << index) ? `%${letter.charCodeAt(0).toString(16)}` : letter,
  );
  return new URL(`${letters.join('')}/${file}`, base).href;
}
