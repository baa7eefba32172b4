import { type ElementProps, eventOfHandler, isHandlerName } from '@connective-chat/core/ui';

/** Attributes and listeners for `v-bind`. */
export type VueProps = Record<string, unknown>;

/** Props in the shape that `v-bind` takes: Vue names an event as the DOM does, and hears each keystroke as `input`. */
export function toVueProps(props: ElementProps): VueProps {
  return Object.fromEntries(
    Object.entries(props).map(([name, value]) => {
      if (!isHandlerName(name)) return [name, value];
      const event = eventOfHandler(name);
      return [`on${event.charAt(0).toUpperCase()}${event.slice(1)}`, value];
    }),
  );
}
