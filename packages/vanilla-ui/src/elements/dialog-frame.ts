import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';

const PHONE = '(width <= 480px), (height <= 420px)';
/** A little more than the leaving takes, for browsers that swallow its end. */
const LEAVE_MS = 200;

/**
 * Opens and closes a floating panel. On a desktop it is a dialog beside the page; on a phone it
 * fills the screen as a modal one in the top layer, where the browser makes the rest of the page
 * inert by itself, without a touch on the page's own elements.
 */
export class DialogFrame {
  readonly #dialog: HTMLDialogElement;
  readonly #phone = matchMedia(PHONE);
  readonly #onClose: () => void;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  #overflow: string | null = null;

  constructor(dialog: HTMLDialogElement, scope: Scope, onClose: () => void) {
    this.#dialog = dialog;
    this.#onClose = onClose;
    // `cancel` is Esc, or the back gesture, in a modal dialog; a dialog beside the page hears the key.
    scope.listen(dialog, 'cancel', (event: Event) => {
      if (event.target !== dialog) return;
      event.preventDefault();
      this.#onClose();
    });
    scope.listen(dialog, 'keydown', (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      event.preventDefault();
      this.#onClose();
    });
    scope.listen(this.#phone, 'change', () => this.#restand());
    const { visualViewport } = globalThis;
    if (visualViewport) {
      const fit = () => this.#fit(visualViewport);
      scope.listen(visualViewport, 'resize', fit);
      scope.listen(visualViewport, 'scroll', fit);
    }
    scope.own(() => this.#stand(false));
  }

  get isOpen(): boolean {
    return this.#dialog.open && this.#dialog.dataset.state !== 'leaving';
  }

  /** Whether it covers the page. */
  get isModal(): boolean {
    return this.#phone.matches;
  }

  open(): void {
    clearTimeout(this.#leaving);
    this.#dialog.dataset.state = 'open';
    this.#stand(true);
  }

  close(): void {
    if (!this.isOpen) return;
    this.#dialog.dataset.state = 'leaving';
    this.#leaving = setTimeout(
      () => this.#stand(false),
      matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : LEAVE_MS,
    );
  }

  #stand(up: boolean): void {
    clearTimeout(this.#leaving);
    const dialog = this.#dialog;
    if (up && !dialog.open) {
      setAttribute(dialog, 'data-modal', this.isModal);
      if (this.isModal) dialog.showModal();
      else dialog.show();
    } else if (!up && dialog.open) {
      dialog.close();
      dialog.dataset.state = 'closed';
    }
    this.#holdPage(up && this.isModal);
    if (up && globalThis.visualViewport) this.#fit(globalThis.visualViewport);
  }

  /** The window has become a phone's, or ceased to be: stand up anew in the other way. */
  #restand(): void {
    if (!this.isOpen) return;
    this.#dialog.close();
    this.#stand(true);
  }

  /** No scrolling of the page behind a full screen. */
  #holdPage(hold: boolean): void {
    const { style } = document.documentElement;
    if (hold && this.#overflow === null) {
      this.#overflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!hold && this.#overflow !== null) {
      style.overflow = this.#overflow;
      this.#overflow = null;
    }
  }

  /** Keeps the composer over the on-screen keyboard, which covers the layout without resizing it. */
  #fit({ height, offsetTop, scale }: VisualViewport): void {
    const { style } = this.#dialog;
    if (!this.isModal || scale > 1.01) {
      style.removeProperty('--_view-height');
      style.removeProperty('--_view-top');
      return;
    }
    style.setProperty('--_view-height', `${height}px`);
    style.setProperty('--_view-top', `${offsetTop}px`);
  }
}
