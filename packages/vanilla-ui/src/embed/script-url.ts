/** The URL of the running classic script; the URL of the page if it is unknown. */
export function scriptUrl(fileName: string): string {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.src) return current.src;
  const tags = [...document.scripts].filter(({ src }) => src.split(/[?#]/, 1)[0]?.endsWith(`/${fileName}`));
  return tags.at(-1)?.src ?? document.baseURI;
}
