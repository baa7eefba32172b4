import { type ElementProps, eventOfHandler, isHandlerName } from '@connective-chat/core/ui';

/** Attributes and listeners for `v-bind`. */
export type VueProps = Record<string, unknown>;

/** Converts props of core for `v-bind`: Vue uses the DOM's event names, and reports each keystroke as `input`. */
export function toVueProps(props: ElementProps): VueProps {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      if (!isHandlerName(name)) return [name, value];
      const event = eventOfHandler(name);
      return [`on${event.charAt(0).toUpperCase()}${event.slice(1)}`, value];
    }),
  );
}
