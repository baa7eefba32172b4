import type { Shell } from '../elements/shell.ts';
import type { WidgetControls, WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';

/** What the loader hands the widget: the element it has painted, and what is known of it. */
export interface Seed {
  readonly host: HTMLElement;
  readonly shell: Shell;
  readonly options: WidgetOptions;
}

/** The widget as the loader drives it. */
export interface EmbeddedWidget extends Pick<WidgetControls, 'on'> {
  update(options: WidgetOptions): void;
  /** Answers `kw_event`; `false` where there is no such event. */
  event(name: unknown, payload: unknown): boolean;
  destroy(): void;
}

/** What `widget.js` exports. The loader and it are of one release, but may come from two caches. */
export interface WidgetModule {
  takeOver(seed: Seed): EmbeddedWidget;
}

export type EmbedEventHandler = (detail: WidgetEvents[keyof WidgetEvents]) => void;
