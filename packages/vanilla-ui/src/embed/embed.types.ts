import type { Shell } from '../elements/shell.ts';
import type { WidgetControls, WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';

/** What the loader passes to the widget: the element with the rendered launcher, and the options. */
export interface Seed {
  readonly host: HTMLElement;
  readonly shell: Shell;
  readonly options: WidgetOptions;
  /** The parameters of `init`, to warn about unknown ones. Missing from older loaders. */
  readonly init?: unknown;
}

/** The widget as the loader uses it. */
export interface EmbeddedWidget extends Pick<WidgetControls, 'on'> {
  update(options: WidgetOptions): void;
  /** Executes `kw_event`; returns `false` if there is no such event. */
  event(name: unknown, payload: unknown): boolean;
  destroy(): void;
}

/** The exports of the widget's module. Loader and module may be of different releases, because both are cached. */
export interface WidgetModule {
  takeOver(seed: Seed): EmbeddedWidget;
}

export type EmbedEventHandler = (detail: WidgetEvents[keyof WidgetEvents]) => void;
