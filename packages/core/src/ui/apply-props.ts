import { type ElementProps, eventOfHandler, isHandlerName } from './adapt-getter.ts';

/** Set as properties, because the attribute of the same name means something else or does not exist. */
const PROPERTIES = new Set(['value', 'hidden', 'multiple', 'rows', 'dir', 'tabIndex', 'id', 'type']);
/** Attributes whose names differ from those of the props. */
const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  autoComplete: 'autocomplete',
  enterKeyHint: 'enterkeyhint',
};
const handlersByElement = new WeakMap<Element, Map<string, EventListener>>();

/**
 * Sets the props of a getter on a DOM element. Calling it again changes only what differs, so the caret stays in place.
 *
 * @example applyProps(input, getComposerProps(composer));
 */
export function applyProps(element: HTMLElement, props: ElementProps): void {
  const handlers = handlersByElement.get(element) ?? new Map<string, EventListener>();
  handlersByElement.set(element, handlers);
  for (const [name, value] of Object.entries(props)) {
    if (isHandlerName(name)) setHandler(element, handlers, eventOfHandler(name), value as EventListener);
    else if (name === 'style') Object.assign(element.style, value);
    else if (PROPERTIES.has(name)) setProperty(element, name, value);
    else setAttribute(element, ATTRIBUTE_NAMES[name] ?? name, value);
  }
}

/** Adds one listener per event, which calls the latest handler. */
function setHandler(
  element: HTMLElement,
  handlers: Map<string, EventListener>,
  event: string,
  handler: EventListener,
): void {
  if (!handlers.has(event)) element.addEventListener(event, (detail) => handlers.get(event)?.(detail));
  handlers.set(event, handler);
}

function setProperty(element: HTMLElement, name: string, value: unknown): void {
  const target = element as unknown as Record<string, unknown>;
  // Writing an equal value would move the caret.
  if (target[name] !== value) target[name] = value;
}

function setAttribute(element: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
}
