const sheets = new Map<string, CSSStyleSheet>();
const adopted = new WeakMap<ShadowRoot, Set<string>>();

/**
 * Adds style sheets to a shadow root, each once. They are constructed, so `style-src` does not apply to them. In a
 * browser that cannot construct style sheets, a `<style>` element with the page's nonce is used.
 */
export function adoptStyles(root: ShadowRoot, styles: readonly string[], nonce?: string): void {
  const there = adopted.get(root) ?? new Set();
  adopted.set(root, there);
  for (const css of styles) {
    if (there.has(css)) continue;
    there.add(css);
    const sheet = sheetOf(css);
    if (sheet && root.adoptedStyleSheets) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      continue;
    }
    const element = document.createElement('style');
    if (nonce) element.nonce = nonce;
    element.textContent = css;
    root.append(element);
  }
}

/** One sheet per text, shared by all widgets of the page. */
function sheetOf(css: string): CSSStyleSheet | null {
  const known = sheets.get(css);
  if (known) return known;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
    return sheet;
  } catch {
    return null;
  }
}
