import { LINK_PROPS, safeHref, safeSource, type Texts } from '@connective-chat/core/ui';
import { adoptStyles } from '../dom/adopt-styles.ts';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { channelMark } from '../icons/channel-mark.ts';
import { icon } from '../icons/icon.ts';
import { CHAT } from '../icons/paths/chat.ts';
import { EXTERNAL } from '../icons/paths/external.ts';
import BASE from '../styles/base.css?inline';
import CHANNELS from '../styles/channels.css?inline';
import type { WidgetOptions } from '../widget-options.types.ts';
import type { Shell } from './shell.ts';

const NAMES: Readonly<Record<string, string>> = {
  viber: 'Viber',
  telegram: 'Telegram',
  facebook: 'Messenger',
  whatsapp: 'WhatsApp',
};

const CHANNELS_ID = 'cc-channels';

/** The choice of a channel: links to messengers, and this chat. */
export class ChannelPicker {
  readonly element: HTMLElement;

  readonly #launcher: HTMLElement;
  readonly #onChange: () => void;

  /**
   * @param onChat called when the visitor chooses this chat
   * @param onChange called when the picker was opened or closed
   */
  constructor(
    { root, container, launcher }: Shell,
    options: WidgetOptions,
    { t }: Texts,
    scope: Scope,
    onChat: () => void,
    onChange: () => void,
  ) {
    this.#launcher = launcher.element;
    this.#onChange = onChange;
    adoptStyles(root, [BASE, CHANNELS], options.nonce);
    const title = options.channelsTitle || t('chooseChannel');
    const links = (options.channels ?? []).flatMap(({ id, url, label, icon: picture }) => {
      const href = safeHref(url);
      if (!href) return [];
      const source = picture ? safeSource(picture, document.baseURI) : null;
      const mark = source ? h('img', { class: 'mark', src: source, alt: '' }) : channelMark(id);
      return h(
        'li',
        null,
        h(
          'a',
          { class: 'channel', part: 'channel', href, ...LINK_PROPS },
          mark ?? h('span', { class: 'mark own' }, icon(EXTERNAL)),
          label ?? NAMES[id] ?? id,
          h('span', { class: 'hidden' }, ` (${t('opensNewTab')})`),
        ),
      );
    });
    const chat = h(
      'li',
      null,
      h(
        'button',
        { type: 'button', class: 'channel', part: 'channel', on: { click: onChat } },
        h('span', { class: 'mark own' }, icon(CHAT)),
        t('channelChat'),
      ),
    );
    this.element = h(
      'nav',
      { class: 'channels', part: 'channels', id: CHANNELS_ID, 'aria-label': title, hidden: true },
      h('p', { class: 'channels-title', 'aria-hidden': 'true' }, title),
      h('ul', { role: 'list' }, ...links, chat),
    );
    scope.listen(this.element, 'keydown', (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.close(true);
      else this.#step(event);
    });
    scope.listen(document, 'pointerdown', (event: PointerEvent) => {
      if (this.isOpen && !event.composedPath().includes(root.host)) this.close();
    });
    container.prepend(this.element);
    launcher.setExpanded(false, CHANNELS_ID);
    scope.own(() => this.element.remove());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Opens the picker, or closes it and returns the focus. */
  toggle(): void {
    if (this.isOpen) {
      this.close(true);
      return;
    }
    this.element.hidden = false;
    this.#onChange();
    this.#items()[0]?.focus();
  }

  /** @param focus whether the focus returns to the launcher */
  close(focus = false): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.#onChange();
    if (focus) this.#launcher.focus({ preventScroll: true });
  }

  #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('.channel')];
  }

  #step(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  }
}
