import type { ChatClient } from '../client/chat-client.types.ts';
import type { Readable, Unsubscribe } from '../lib/readable.ts';
import { Subscribers } from '../lib/subscribers.ts';

/** How a panel begins and ends. */
export interface PanelOptions {
  /** Whether it stands open from the start. Default `false`. */
  readonly defaultOpen?: boolean | undefined;
  /** From which width on the panel covers the page and takes it over. Default `(max-width: 480px)`. */
  readonly modalQuery?: string | undefined;
}

/** Whether a panel is open. */
export interface PanelState {
  readonly open: boolean;
  /** Open, and covering the page: the rest of it is inert. */
  readonly modal: boolean;
}

/** A chat window that a launcher opens: what is open, and where the focus goes. */
export interface Panel extends Readable<PanelState> {
  open(): void;
  close(): void;
  toggle(): void;
  /** Puts the focus into the input, as after the choice of a quick reply. */
  focusInput(): void;
  /**
   * Tells which elements stand for it, after each render. Opening puts the focus into the panel's
   * input; closing gives it back to the launcher, if it was inside.
   */
  attach(panel: HTMLElement | null, launcher: HTMLElement | null): void;
  /** Follows the server's wish to open, and gives back a page that was made inert. */
  connect(): Unsubscribe;
}

/** Where the focus goes when the panel opens: its input, else the panel itself. */
const INPUT_SELECTOR = '[data-part="input"]';

/** Makes everything beside an element, up to the body, inert; and undoes only what it did. */
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
 * The model of a chat window for one client.
 *
 * @example
 * const panel = createPanel(chat);
 * panel.open();
 */
export function createPanel(client: ChatClient, options: PanelOptions = {}): Panel {
  const { defaultOpen = false, modalQuery = '(max-width: 480px)' } = options;
  const subscribers = new Subscribers<PanelState>();
  let state: PanelState = { open: defaultOpen, modal: false };
  /** What the elements were last told, so that the focus moves once per change and not per render. */
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
