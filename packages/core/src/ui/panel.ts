import type { ChatClient } from '../client/chat-client.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';

/** The options of a panel. */
export interface PanelOptions {
  /** Whether the panel is open at the start. Default `false`. */
  readonly defaultOpen?: boolean | undefined;
  /** The media query for which the panel covers the page as a modal. Default `(max-width: 480px)`. */
  readonly modalQuery?: string | undefined;
}

/** The state of a panel. */
export interface PanelState {
  readonly open: boolean;
  /** The panel is open and covers the page; the rest of the page is inert. */
  readonly modal: boolean;
}

/** The model of a chat window that a launcher opens: whether it is open, and where the focus goes. */
export interface Panel extends Readable<PanelState> {
  open(): void;
  close(): void;
  toggle(): void;
  /** Moves the focus to the input, as after a quick reply. */
  focusInput(): void;
  /**
   * Sets the elements; call it after each render. Opening moves the focus to the panel's input; closing returns it to
   * the launcher if it was inside the panel.
   */
  attach(panel: HTMLElement | null, launcher: HTMLElement | null): void;
  /** Opens the panel when the server requests it. The returned function also ends the inert state of the page. */
  connect(): Unsubscribe;
}

/** What gets the focus when the panel opens: its input, otherwise the panel itself. */
const INPUT_SELECTOR = '[data-part="input"]';

/** Makes all siblings of an element and of its ancestors inert; the returned function reverts only its own changes. */
function isolate(element: HTMLElement): Unsubscribe {
  const changed: HTMLElement[] = [];
  let kept: HTMLElement = element;
  while (kept.parentElement && kept !== kept.ownerDocument.body) {
    for (const sibling of kept.parentElement.children) {
      if (sibling === kept || !(sibling instanceof HTMLElement) || sibling.inert) continue;
      sibling.inert = true;
      changed.push(sibling);
    }
    kept = kept.parentElement;
  }
  return () => {
    for (const each of changed) each.inert = false;
  };
}

/**
 * Creates the model of a chat window for one client.
 *
 * @example
 * const panel = createPanel(chat);
 * panel.open();
 */
export function createPanel(client: ChatClient, options: PanelOptions = {}): Panel {
  const { defaultOpen = false, modalQuery = '(max-width: 480px)' } = options;
  const subscribers = new Subscribers<PanelState>();
  let state: PanelState = { open: defaultOpen, modal: false };
  /** The state that was last applied to the elements, so that the focus moves once per change and not per render. */
  let shown = defaultOpen;
  let element: HTMLElement | null = null;
  let isolated: { element: HTMLElement; undo: Unsubscribe } | null = null;

  const media = () => (typeof matchMedia === 'function' ? matchMedia(modalQuery) : null);

  function set(open: boolean): void {
    const modal = open && (media()?.matches ?? false);
    if (open === state.open && modal === state.modal) return;
    const isChange = open !== state.open;
    state = { open, modal };
    if (isChange) client.setOpen(open);
    subscribers.notify(() => state);
  }

  function setIsolated(element: HTMLElement | null): void {
    if (element === (isolated?.element ?? null)) return;
    isolated?.undo();
    isolated = element && { element, undo: isolate(element) };
  }

  const panel: Panel = {
    get: () => state,
    subscribe(listener) {
      return subscribers.add(listener);
    },
    open: () => set(true),
    close: () => set(false),
    toggle: () => set(!state.open),
    focusInput() {
      (element?.querySelector<HTMLElement>(INPUT_SELECTOR) ?? element)?.focus({ preventScroll: true });
    },
    attach(panelElement, launcher) {
      element = panelElement;
      const wasInside = element?.contains(element.ownerDocument.activeElement) ?? true;
      setIsolated(state.modal ? element : null);
      if (state.open === shown) return;
      if (!state.open) {
        shown = false;
        if (wasInside || launcher?.ownerDocument.activeElement === launcher?.ownerDocument.body) launcher?.focus();
      } else if (element) {
        shown = true;
        panel.focusInput();
      }
    },
    connect() {
      const query = media();
      const onMedia = () => set(state.open);
      query?.addEventListener('change', onMedia);
      if (defaultOpen) onMedia();
      const stop = client.on('command', (command) => {
        if (command.open !== undefined) set(command.open);
      });
      return () => {
        stop();
        query?.removeEventListener('change', onMedia);
        setIsolated(null);
      };
    },
  };
  return panel;
}
