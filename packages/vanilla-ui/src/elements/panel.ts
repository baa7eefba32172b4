import { type Announcer, createAnnouncer, keepRead } from '@connective-chat/core/ui';
import { adoptStyles } from '../dom/adopt-styles.ts';
import { createCell } from '../dom/create-cell.ts';
import { h } from '../dom/h.ts';
import { Scope } from '../dom/scope.ts';
import { whenIdle } from '../dom/when-idle.ts';
import ANSWERS from '../styles/answers.css?inline';
import BASE from '../styles/base.css?inline';
import BODIES from '../styles/bodies.css?inline';
import COMPOSER from '../styles/composer.css?inline';
import LIST from '../styles/list.css?inline';
import PANEL from '../styles/panel.css?inline';
import type { PreChatOptions } from '../widget-options.types.ts';
import { botNameOf } from './author-of.ts';
import { ComposerView } from './composer.ts';
import { createConnectionNotice } from './connection-notice.ts';
import { createHeader } from './header.ts';
import { RICH_BODIES, SCROLL_PARTS, SIDE_PARTS } from './lazy-parts.ts';
import { MessageList } from './message-list.ts';
import type { Answers, createPreChat } from './pre-chat.ts';
import type { WidgetContext } from './widget-context.types.ts';

export const PANEL_ID = 'cc-panel';

/** The maximum time that prefetching waits for the browser to be idle, in ms. */
const IDLE_MS = 4000;

/** The maximum number of older pages that are loaded to find the first unread message. */
const UNREAD_PAGES = 3;

/** What a panel needs from its widget. */
export interface PanelOptions {
  readonly root: ShadowRoot;
  readonly context: Omit<WidgetContext, 'adopt' | 'announce' | 'focusInput' | 'explain'>;
  readonly nonce?: string | undefined;
  /** `null` for a frame, which cannot be closed. */
  readonly onClose: (() => void) | null;
  /** The width of the container, in px. */
  readonly width: number;
}

/** The conversation. Created by the first opening, and kept as long as the widget. */
export class Panel {
  /** A floating dialog, or a region of the page for a frame. */
  readonly element: HTMLDialogElement | HTMLElement;
  readonly #scope = new Scope();
  readonly #context: WidgetContext;
  readonly #client: WidgetContext['client'];
  readonly #announcer: Announcer;
  readonly #announced = h('div', { class: 'hidden' });
  readonly #composer: ComposerView;
  readonly #list: MessageList;
  #form: HTMLElement | null = null;
  #visible = false;
  /** Whether the newest message is in view. */
  readonly #reading = createCell(false);
  /** Detaches the announcer. Set while the panel is visible, because a closed panel announces nothing. */
  #detachAnnouncer: (() => void) | null = null;
  /** The search for the first unread message. Until it is done nothing is marked as read. */
  #unreadSearch: 'done' | 'due' | 'running' = 'done';

  constructor({ root, context: shared, nonce, onClose, width }: PanelOptions) {
    const scope = this.#scope;
    const { client, texts } = shared;
    this.#announcer = createAnnouncer(client, { texts, botName: () => botNameOf(shared) });
    const context: WidgetContext = {
      ...shared,
      adopt: (...styles) => adoptStyles(root, styles, nonce),
      announce: this.#announcer.say,
      focusInput: () => this.#composer.focus(),
      explain: (reason) => this.#composer.explain(reason),
    };
    context.adopt(BASE, PANEL, LIST, BODIES, COMPOSER, ANSWERS);
    this.#context = context;
    this.#client = shared.client;
    this.#composer = new ComposerView(context, scope);
    this.#list = new MessageList(context, scope);
    const inside = [
      createHeader(context, scope, onClose),
      createConnectionNotice(context, scope),
      this.#list.element,
      this.#composer.element,
      this.#announced,
    ];
    const props = { class: 'panel', part: 'panel', id: PANEL_ID, 'aria-labelledby': 'cc-title' };
    this.element = onClose ? h('dialog', props, ...inside) : h('section', props, ...inside);
    this.#composer.takeFiles(this.element);
    if (!onClose) this.#addAside(width);
    this.#list.onEnd = () => this.#updateReading();
    scope.own(this.#client.history.subscribe(() => this.#findUnread()));
    // A visitor who has scrolled up is reading older messages and stays there.
    scope.listen(document, 'visibilitychange', () => this.#list.atEnd && this.#onVisible());
    // Added after that listener: messages that arrived while the page was hidden are shown before they count as read.
    scope.own(keepRead(this.#client, this.#reading));
  }

  /** Shows the pre-chat form in place of the conversation until it is submitted. */
  ask(create: typeof createPreChat, options: PreChatOptions, onAnswer: (answers: Answers) => void): void {
    const show = (asking: boolean): void => {
      for (const { element } of [this.#list, this.#composer]) element.hidden = asking;
    };
    const form = create(options, this.#context, (answers) => {
      form.remove();
      this.#form = null;
      show(false);
      onAnswer(answers);
      this.#composer.focus();
    });
    this.#form = form;
    show(true);
    this.#list.element.before(form);
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.#detachAnnouncer ??= this.#announcer.attach(this.#announced);
    else this.#detachAnnouncer?.();
    if (!visible) this.#detachAnnouncer = null;
    if (visible) this.#prefetch();
    else this.#list.removeUnreadLine();
    this.#onVisible();
  }

  focus(): void {
    const field = this.#form?.querySelector('input');
    if (field) field.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  destroy(): void {
    this.#detachAnnouncer?.();
    this.#scope.end();
    this.element.remove();
  }

  /** Adds the second pane of a wide frame: now if its code is loaded, as it usually is. */
  #addAside(width: number): void {
    const add = ({ showAsideWhenWide }: NonNullable<typeof SIDE_PARTS.loaded>): void =>
      showAsideWhenWide(this.element, this.#context, this.#scope, width);
    if (SIDE_PARTS.loaded) add(SIDE_PARTS.loaded);
    // If it fails to load, the conversation has the whole width.
    else SIDE_PARTS.load().then(add, () => {});
  }

  /** Prepares what is likely to be needed next while the browser is idle; loads code unless the visitor saves data. */
  #prefetch(): void {
    // The first format of a page takes 10 to 20 ms: they pass while the server is asked for the messages.
    this.#scope.own(whenIdle(() => void this.#context.texts.time(new Date()), IDLE_MS));
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData) return;
    this.#scope.own(whenIdle(() => void RICH_BODIES.load().catch(() => {}), IDLE_MS));
  }

  /** The panel may have become visible: first shows the messages that arrived meanwhile. */
  #onVisible(): void {
    if (this.#visible && document.visibilityState === 'visible') {
      if (this.#unreadSearch === 'done') this.#unreadSearch = 'due';
      this.#findUnread();
    }
    this.#updateReading();
  }

  #findUnread(): void {
    const client = this.#client;
    if (this.#unreadSearch !== 'due' || client.history.get().status !== 'ready') return;
    if (client.unread.get() === 0) {
      this.#unreadSearch = 'done';
      this.#updateReading();
      return;
    }
    this.#unreadSearch = 'running';
    // Without the chunk of the line the list scrolls to the message all the same.
    Promise.all([client.jumpToUnread(UNREAD_PAGES), SCROLL_PARTS.load().catch(() => null)])
      .then(([id, parts]) => {
        if (!id || !this.#visible) return;
        this.#list.scrollToUnread(id, parts ? parts.createUnreadLine(this.#context) : null);
      })
      .finally(() => {
        this.#unreadSearch = 'done';
        this.#updateReading();
      });
  }

  /** Messages are read while the panel is visible and scrolled to the newest one. */
  #updateReading(): void {
    this.#reading.set(this.#visible && this.#unreadSearch === 'done' && this.#list.atEnd);
  }
}
