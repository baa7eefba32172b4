/** Where the running classic script came from; the page's own address where it cannot be told. */
export function scriptUrl(fileName: string): string {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement && current.src) return current.src;
  const tags = [...document.scripts].filter(({ src }) => src.split(/[?#]/, 1)[0]?.endsWith(`/${fileName}`));
  return tags.at(-1)?.src ?? document.baseURI;
}
