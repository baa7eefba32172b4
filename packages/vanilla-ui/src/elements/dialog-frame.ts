import { HistoryEntry } from '../dom/history-entry.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { watchSwipeDown } from '../dom/swipe-down.ts';

const PHONE = '(width <= 480px), (height <= 420px)';
/** Slightly longer than the closing animation, because some browsers do not report its end. */
const CLOSING_MS = 200;

/**
 * Opens and closes a floating panel. On a desktop it is a non-modal dialog. On a phone it is a modal dialog over the
 * whole screen, so the browser makes the rest of the page inert; there "back" and a swipe down close it too.
 */
export class DialogFrame {
  readonly #dialog: HTMLDialogElement;
  readonly #phone = matchMedia(PHONE);
  readonly #onClose: () => void;
  readonly #historyEntry: HistoryEntry;
  #closing: ReturnType<typeof setTimeout> | undefined;
  /** The page's own `overflow`, saved while the panel covers the page. */
  #overflow: string | null = null;

  constructor(dialog: HTMLDialogElement, scope: Scope, onClose: () => void) {
    this.#dialog = dialog;
    this.#onClose = onClose;
    this.#historyEntry = new HistoryEntry(scope, onClose);
    // In a modal dialog Esc and the back gesture fire `cancel`; in a non-modal one the Esc key is handled separately.
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
    const handle = dialog.querySelector<HTMLElement>('.header');
    if (handle) {
      const onSwipe = (): void => {
        setAttribute(dialog, 'data-swiped', true);
        this.#onClose();
      };
      watchSwipeDown({ handle, moved: dialog, isEnabled: () => this.isOpen && this.isModal, onSwipe }, scope);
    }
    scope.listen(this.#phone, 'change', () => this.#reopen());
    const { visualViewport } = globalThis;
    if (visualViewport) {
      const fit = () => this.#fit(visualViewport);
      scope.listen(visualViewport, 'resize', fit);
      scope.listen(visualViewport, 'scroll', fit);
    }
    scope.own(() => this.#setOpen(false));
  }

  get isOpen(): boolean {
    return this.#dialog.open && this.#dialog.dataset.state !== 'leaving';
  }

  /** Whether the panel covers the page. */
  get isModal(): boolean {
    return this.#phone.matches;
  }

  open(): void {
    this.#dialog.dataset.state = 'open';
    setAttribute(this.#dialog, 'data-swiped', null);
    this.#setOpen(true);
  }

  close(): void {
    if (!this.isOpen) return;
    this.#dialog.dataset.state = 'leaving';
    this.#historyEntry.remove();
    this.#closing = setTimeout(
      () => this.#setOpen(false),
      matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : CLOSING_MS,
    );
  }

  #setOpen(open: boolean): void {
    clearTimeout(this.#closing);
    const dialog = this.#dialog;
    if (open && !dialog.open) {
      setAttribute(dialog, 'data-modal', this.isModal);
      if (this.isModal) dialog.showModal();
      else dialog.show();
    } else if (!open && dialog.open) {
      dialog.close();
      dialog.dataset.state = 'closed';
    }
    if (open && this.isModal) this.#historyEntry.add();
    else this.#historyEntry.remove();
    this.#lockPageScroll(open && this.isModal);
    if (open && globalThis.visualViewport) this.#fit(globalThis.visualViewport);
  }

  /** Opens the dialog again in the other way, after the window has changed between phone and desktop width. */
  #reopen(): void {
    if (!this.isOpen) return;
    this.#dialog.close();
    this.#setOpen(true);
  }

  /** Prevents scrolling of the page behind a panel that covers it. */
  #lockPageScroll(locked: boolean): void {
    const { style } = document.documentElement;
    if (locked && this.#overflow === null) {
      this.#overflow = style.overflow;
      style.overflow = 'hidden';
    } else if (!locked && this.#overflow !== null) {
      style.overflow = this.#overflow;
      this.#overflow = null;
    }
  }

  /** Keeps the composer above the on-screen keyboard, which covers the layout without resizing it. */
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
