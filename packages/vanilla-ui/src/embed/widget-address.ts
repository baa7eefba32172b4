declare const __CHUNK_FILES__: readonly string[] | undefined;

/**
 * The chunks of an opened chat: the entry, the panel, the connection, and what only a frame needs. The build inserts
 * their names, which contain hashes of their contents.
 */
const FILES: readonly string[] =
  typeof __CHUNK_FILES__ === 'undefined'
    ? ['chunks/widget.js', 'chunks/panel.js', 'chunks/socket.js', 'chunks/side-parts.js']
    : __CHUNK_FILES__;

/** The URLs of the chunks that an opened chat needs; `base` is the URL of the loader's folder. */
export const chunkAddresses = (base: string | URL, isFrame: boolean): string[] =>
  FILES.slice(0, isFrame ? 4 : 3).map((file) => new URL(file, base).href);

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
  const [folder = '', file = ''] = (FILES[0] as string).split('/');
  const letters = [...folder].map((letter, index) =>
    attempt & (1 << index) ? `%${letter.charCodeAt(0).toString(16)}` : letter,
  );
  return new URL(`${letters.join('')}/${file}`, base).href;
}
