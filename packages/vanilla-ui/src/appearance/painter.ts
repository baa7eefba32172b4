import type { applyColors } from './apply-colors.ts';
import type { ColorScheme } from './color-scheme.types.ts';

/** The loaded code, shared by all widgets of the page. */
let apply: typeof applyColors | undefined;

/** Applies the colours of a site to a container. The code for their contrast is loaded only if a site sets colours. */
export class Painter {
  readonly #container: HTMLElement;
  #scheme: ColorScheme = {};
  #painting: Promise<void> | null = null;

  constructor(container: HTMLElement) {
    this.#container = container;
  }

  /** Resolves when the code was loaded and has been applied, or has failed to load; `null` if it was not requested. */
  get painting(): Promise<void> | null {
    return this.#painting;
  }

  /** Applies a scheme in place of the previous one, as soon as the code is loaded. */
  paint(scheme: ColorScheme): void {
    this.#scheme = scheme;
    if (apply) apply(this.#container, scheme);
    else if (Object.keys(scheme).length > 0) {
      this.#painting ??= import('./apply-colors.ts').then(
        ({ applyColors }) => {
          apply = applyColors;
          apply(this.#container, this.#scheme);
        },
        // The widget keeps the default colours, and the next change tries again.
        () => {
          this.#painting = null;
        },
      );
    }
  }
}
