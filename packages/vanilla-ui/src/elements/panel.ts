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
import { RICH_BODIES, SIDE_PARTS } from './lazy-parts.ts';
import { MessageList } from './message-list.ts';
import type { Answers, createPreChat } from './pre-chat.ts';
import { createUnreadLine } from './unread-line.ts';
import type { WidgetContext } from './widget-context.types.ts';

export const PANEL_ID = 'cc-panel';

/** The longest a panel waits for the browser to be idle. */
const IDLE_MS = 4000;

/** How many pages back the first unread message is looked for: farther than that nobody reads on. */
const UNREAD_PAGES = 3;

/** What a panel needs of its widget. */
export interface PanelOptions {
  readonly root: ShadowRoot;
  readonly context: Omit<WidgetContext, 'adopt' | 'announce' | 'focusInput' | 'explain'>;
  readonly nonce?: string | undefined;
  /** `null` where there is nothing to close: a frame. */
  readonly onClose: (() => void) | null;
}

/** The conversation itself. It lives from the first opening to the end of the widget. */
export class Panel {
  /** A dialog that floats, or a region of the page. */
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
  /** Whether the newest message is before the visitor's eyes. */
  readonly #reading = createCell(false);
  /** There while the panel is visible: a closed panel announces nothing. */
  #silence: (() => void) | null = null;
  /** What came unseen is to be looked for, or is being looked for: until then nothing counts as read. */
  #unseen: 'seen' | 'due' | 'sought' = 'seen';

  constructor({ root, context: shared, nonce, onClose }: PanelOptions) {
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
    this.#composer.takeDropsOn(this.element);
    if (!onClose) this.#growWide();
    this.#list.onEnd = () => this.#updateReading();
    scope.own(this.#client.history.subscribe(() => this.#seekUnread()));
    // One who has scrolled up is reading, and is left where they are.
    scope.listen(document, 'visibilitychange', () => this.#list.atEnd && this.#attend());
    // After that listener: what came while the page was hidden is looked for before it counts as read.
    scope.own(keepRead(this.#client, this.#reading));
  }

  /** Asks before the conversation begins; what it covers comes back with the answer. */
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
    if (visible) this.#silence ??= this.#announcer.attach(this.#announced);
    else this.#silence?.();
    if (!visible) this.#silence = null;
    if (visible) this.#prefetch();
    else this.#list.forgetUnread();
    this.#attend();
  }

  focus(): void {
    const field = this.#form?.querySelector('input');
    if (field) field.focus({ preventScroll: true });
    else this.#composer.focus();
  }

  destroy(): void {
    this.#silence?.();
    this.#scope.end();
    this.element.remove();
  }

  /** A frame with room for it has a second pane. */
  #growWide(): void {
    SIDE_PARTS.load().then(
      ({ watchRoom }) => watchRoom(this.element, this.#context, this.#scope),
      // The conversation has the whole width then.
      () => {},
    );
  }

  /** Loads what the conversation is likely to need next while the browser is idle, unless the visitor saves data. */
  #prefetch(): void {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData) return;
    this.#scope.own(whenIdle(() => void RICH_BODIES.load().catch(() => {}), IDLE_MS));
  }

  /** The visitor looks: first at what came while they did not. */
  #attend(): void {
    if (this.#visible && document.visibilityState === 'visible') {
      if (this.#unseen === 'seen') this.#unseen = 'due';
      this.#seekUnread();
    }
    this.#updateReading();
  }

  #seekUnread(): void {
    const client = this.#client;
    if (this.#unseen !== 'due' || client.history.get().status !== 'ready') return;
    if (client.unread.get() === 0) {
      this.#unseen = 'seen';
      this.#updateReading();
      return;
    }
    this.#unseen = 'sought';
    client
      .jumpToUnread(UNREAD_PAGES)
      .then((id) => {
        if (id && this.#visible) this.#list.beginAt(id, createUnreadLine(this.#context));
      })
      .finally(() => {
        this.#unseen = 'seen';
        this.#updateReading();
      });
  }

  /** Read is what the visitor has before their eyes: the panel is open, and scrolled to the newest message. */
  #updateReading(): void {
    this.#reading.set(this.#visible && this.#unseen === 'seen' && this.#list.atEnd);
  }
}
