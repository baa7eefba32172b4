import { warnUnknownChoice, warnUnknownNames } from '@connective-chat/core/ui';

/** Attributes that every element may have. */
const GLOBAL =
  /^(?:id|class|style|slot|hidden|dir|lang|title|part|role|tabindex|nonce|inert|popover|is)$|^(?:data|aria|v)-|^on/;

/** Warns about unknown attributes of the element. */
export function checkAttributes(element: Element, known: readonly string[]): void {
  const where = 'The element <connective-chat>';
  const names = element.getAttributeNames().filter((name) => !GLOBAL.test(name) && /^[a-z-_]+$/.test(name));
  warnUnknownNames(where, names, known);
  const value = (name: string) => element.getAttribute(name)?.trim() || undefined;
  warnUnknownChoice(where, 'format', value('format'), ['mini', 'frame', 'multi']);
  warnUnknownChoice(where, 'theme', value('theme'), ['auto', 'light', 'dark']);
  warnUnknownChoice(where, 'while-thinking', value('while-thinking'), ['block', 'queue']);
  warnUnknownChoice(where, 'version', value('version'), ['v2', 'legacy']);
}
