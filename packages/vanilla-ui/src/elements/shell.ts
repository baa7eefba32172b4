import { directionOf } from '@connective-chat/core/ui';
import { declaresColorScheme } from '../appearance/declares-color-scheme.ts';
import { launcherTokensOf } from '../appearance/launcher-tokens-of.ts';
import { adoptStyles } from '../dom/adopt-styles.ts';
import { h } from '../dom/h.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { LAUNCHER_TEXTS, type LauncherTexts } from '../lang/launcher-texts.ts';
import LAUNCHER from '../styles/launcher.css?inline';
import TOKENS from '../styles/tokens.css?inline';
import type { WidgetOptions } from '../widget-options.types.ts';
import { Launcher } from './launcher.ts';

/**
 * The part of the widget that exists before the chat is loaded: the shadow root, the tokens and the launcher. The
 * loader creates it and the custom element takes it over; without a loader the element creates it. So there is only one
 * way to render the launcher.
 */
export class Shell {
  readonly root: ShadowRoot;
  readonly container: HTMLDivElement;
  readonly launcher: Launcher;
  #loadError: HTMLElement | null = null;
  #options: WidgetOptions | null = null;
  /** The texts of the launcher until a language is loaded. */
  texts: LauncherTexts = LAUNCHER_TEXTS.en;

  constructor(host: HTMLElement, options: WidgetOptions) {
    this.root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.launcher = new Launcher();
    this.container = h('div', { class: 'cc', part: 'root' }, this.launcher.element);
    // Before the styles are added: it reads the page's style, which they would make the browser compute again.
    this.update(host, options);
    adoptStyles(this.root, [TOKENS, LAUNCHER], options.nonce);
    this.root.append(this.container);
  }

  update(host: HTMLElement, options: WidgetOptions): void {
    if (options === this.#options) return;
    this.#options = options;
    const { container, launcher } = this;
    const { format = 'mini', locale = pageLanguage(), theme = 'auto', position = {}, zIndex } = options;
    setAttribute(host, 'data-format', format);
    container.lang = locale;
    container.dir = directionOf(locale);
    setAttribute(container, 'data-theme', theme === 'auto' && declaresColorScheme(host) ? 'page' : theme);
    setAttribute(container, 'data-format', format);
    setAttribute(container, 'data-x', position.x ?? null);
    setAttribute(container, 'data-y', position.y ?? null);
    place(container, 'offset', position.offset === undefined ? null : `${position.offset}px`);
    place(container, 'z', zIndex === undefined ? null : String(zIndex));
    const tokens = launcherTokensOf(options.colors ?? {});
    for (const [name, value] of Object.entries(tokens)) container.style.setProperty(name, value);
    // A frame is always open and needs no launcher.
    if (format === 'frame') launcher.element.hidden = true;
    else launcher.render(options.launcher);
    this.texts = launcherTexts(locale);
    if (!launcher.element.hasAttribute('aria-label')) launcher.name(this.texts.openChat);
  }

  /** Shows beside the launcher that the chat could not be loaded, until it is retried. */
  showLoadError(retry: () => void): void {
    this.hideLoadError();
    const onClick = (): void => {
      this.hideLoadError();
      this.launcher.element.focus({ preventScroll: true });
      retry();
    };
    const button = h('button', { type: 'button', on: { click: onClick } }, this.texts.retry);
    this.#loadError = h('p', { class: 'load-error', role: 'alert' }, this.texts.loadFailed, ' ', button);
    this.container.append(this.#loadError);
  }

  hideLoadError(): void {
    this.#loadError?.remove();
    this.#loadError = null;
  }

  remove(): void {
    this.container.remove();
  }
}

function place(container: HTMLElement, name: string, value: string | null): void {
  if (value === null) container.style.removeProperty(`--cc-place-${name}`);
  else container.style.setProperty(`--cc-place-${name}`, value);
}

function launcherTexts(locale: string): LauncherTexts {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'uk' || language === 'ru' ? LAUNCHER_TEXTS[language] : LAUNCHER_TEXTS.en;
}

const pageLanguage = (): string => document.documentElement.lang || 'en';
