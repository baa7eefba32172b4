import type { Page } from 'playwright-core';

export interface SeenText {
  /** Milliseconds since the start of the page. */
  at: number;
  text: string;
}

/**
 * Runs in the page before its own scripts. Records every text that was ever shown, shadow trees included: a stage of a
 * fast agent lasts a few milliseconds, and a test that polls would miss it.
 */
export function recordTexts(): void {
  const seen: SeenText[] = [];
  Object.assign(window, { seenTexts: seen });

  const note = (text: string | null | undefined) => {
    const trimmed = text?.trim();
    if (trimmed) seen.push({ at: performance.now(), text: trimmed });
  };
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      // A later change in the same task would hide the old value.
      if (record.type === 'characterData') note(record.oldValue);
      for (const node of record.addedNodes) note(node.textContent);
      if (record.type === 'characterData') note(record.target.textContent);
    }
  });
  const watch = (root: Document | ShadowRoot) =>
    observer.observe(root, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });

  watch(document);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(init) {
    const root = attach.call(this, init);
    watch(root);
    return root;
  };
}

export const seenTexts = (page: Page): Promise<SeenText[]> =>
  page.evaluate(() => (window as unknown as { seenTexts: SeenText[] }).seenTexts);

export const forgetTexts = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as { seenTexts: SeenText[] }).seenTexts.length = 0;
  });
