import type { Shell } from '../elements/shell.ts';
import type { WidgetControls, WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';

/** What the loader gives the widget: the element with the painted launcher, and the options. */
export interface Seed {
  readonly host: HTMLElement;
  readonly shell: Shell;
  readonly options: WidgetOptions;
  /** What the page gave to `init`, to warn of what nothing is known of. Older loaders leave it out. */
  readonly init?: unknown;
}

/** The widget as the loader drives it. */
export interface EmbeddedWidget extends Pick<WidgetControls, 'on'> {
  update(options: WidgetOptions): void;
  /** Answers `kw_event`; `false` where there is no such event. */
  event(name: unknown, payload: unknown): boolean;
  destroy(): void;
}

/** What the widget's module exports. The loader and the module may be of different releases, from two caches. */
export interface WidgetModule {
  takeOver(seed: Seed): EmbeddedWidget;
}

export type EmbedEventHandler = (detail: WidgetEvents[keyof WidgetEvents]) => void;
