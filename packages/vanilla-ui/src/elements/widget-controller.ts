import {
  type BotInfo,
  type ChatClient,
  type ChatClientOptions,
  type ParamInput,
  type Readable,
  visitorKey,
} from '@connective-chat/core';
import type { Tabs } from '@connective-chat/core/tabs';
import { type Composer, createComposer, persistDraft, supportedLocale } from '@connective-chat/core/ui';
import type { ColorScheme } from '../appearance/color-scheme.types.ts';
import { mergeColors } from '../appearance/merge-colors.ts';
import { Painter } from '../appearance/painter.ts';
import { createCell } from '../dom/create-cell.ts';
import { Scope } from '../dom/scope.ts';
import { whenIdle } from '../dom/when-idle.ts';
import { loadWidgetTexts, type WidgetTexts } from '../lang/load-widget-texts.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import type { WidgetEvents } from '../widget.types.ts';
import type { PreChatOptions, WidgetOptions } from '../widget-options.types.ts';
import type { ChannelPicker } from './channel-picker.ts';
import { clientOptions } from './client-options.ts';
import { CONSOLE_PAGE } from './console-page.ts';
import { DialogFrame } from './dialog-frame.ts';
import { hasStoredVisitor } from './has-stored-visitor.ts';
import { CHANNELS, CUSTOM_CODE, PRE_CHAT, SIDE_PARTS, TABS } from './lazy-parts.ts';
import type { Panel } from './panel.ts';
import { rememberBot } from './remember-bot.ts';
import type { Shell } from './shell.ts';
import { soundPreference } from './sound-preference.ts';
import { TitleBadge } from './title-badge.ts';
import type { Heading } from './widget-context.types.ts';

type Emit = <E extends keyof WidgetEvents>(event: E, detail: WidgetEvents[E]) => void;

/**
 * One running widget: a client, a shell, and from the first opening a panel. It connects only for a reason: the visitor
 * has been here before, messages may open the chat, or the visitor opens it.
 */
export class WidgetController {
  readonly client: ChatClient;
  readonly #host: HTMLElement;
  readonly #shell: Shell;
  readonly #emit: Emit;
  readonly #scope = new Scope();
  #texts: Promise<WidgetTexts> | null = null;
  readonly #locale: string;
  #t: WidgetTexts | null = null;
  readonly #textsChanged = createCell<unknown>(null);
  readonly #heading = createCell<Heading>({});
  readonly #bot: Readable<BotInfo>;
  readonly #title = new TitleBadge();
  readonly #composer: Composer;
  /** The state shared with other tabs, from the first connection on. */
  #tabs: Tabs | null = null;
  /** Colours set at run time, which override the options and the bot's settings. */
  #colors: ColorScheme = {};
  readonly #painter: Painter;
  #ownHeading: Heading = {};
  #options: WidgetOptions;
  #panel: Panel | null = null;
  #loading: Promise<Panel> | null = null;
  #frame: DialogFrame | null = null;
  #picker: ChannelPicker | null = null;
  #open = false;
  #release: (() => void) | null = null;
  /** The pre-chat form that must be submitted before anything connects. */
  #asks: PreChatOptions | null = null;

  constructor(
    host: HTMLElement,
    shell: Shell,
    options: WidgetOptions,
    createClient: (options: ChatClientOptions) => ChatClient,
    emit: Emit,
  ) {
    this.#host = host;
    this.#shell = shell;
    this.#options = options;
    this.#emit = emit;
    this.#painter = new Painter(shell.container);
    this.#locale = supportedLocale(shell.container.lang);
    this.client = options.client ?? createClient(clientOptions(options, this.#locale));
    const { server, botId } = options;
    this.#bot = rememberBot(this.client, { server, botId, locale: this.#locale }, this.#scope);
    this.#composer = createComposer(this.client);
    this.#scope.own(persistDraft(this.#composer, `connective-chat:draft:${options.botId}`));
    const { preChat } = options;
    if (preChat?.fields.length && !hasStoredVisitor(options.server, options.botId)) this.#asks = preChat;
    shell.container.lang = this.#locale;
    this.#loadTexts().catch(() => {});
    shell.launcher.onIntent = () => this.#load().catch(() => {});
    shell.launcher.onPress = () => this.#press();
    this.#follow();
    this.#applyAppearance();
    if (options.format === 'frame') this.open({ focus: false });
    else if (options.openOnMessage || hasStoredVisitor(options.server, options.botId)) this.#connect();
  }

  get isOpen(): boolean {
    return this.#open;
  }

  open({ focus = true }: { readonly focus?: boolean | undefined } = {}): void {
    this.#picker?.close();
    if (this.#open) {
      if (focus) this.#panel?.focus();
      return;
    }
    this.#open = true;
    this.#connect();
    this.client.setOpen(true);
    this.#showLauncher();
    this.#shell.hideLoadError();
    this.#shell.launcher.setBusy(this.#panel === null);
    this.#load().then(
      (panel) => {
        this.#shell.launcher.setBusy(false);
        if (!this.#open || this.#scope.ended) return;
        const before = document.activeElement as HTMLElement | null;
        this.#frame?.open();
        panel.setVisible(true);
        // A message that opens the chat does not move the focus, except into a modal panel.
        if (focus || this.#frame?.isModal) panel.focus();
        // Only if opening a dialog has moved it: setting the focus makes the browser lay out the page at once.
        else if (document.activeElement !== before) before?.focus?.({ preventScroll: true });
      },
      (error: unknown) => {
        this.#open = false;
        this.client.setOpen(false);
        this.#showLauncher();
        this.#showLoadError(error, () => this.open({ focus }));
      },
    );
    this.#emit('open', undefined);
  }

  close(): void {
    this.#picker?.close(true);
    if (!this.#open || this.#options.format === 'frame') return;
    const inside = this.#shell.root.activeElement !== null;
    this.#open = false;
    this.#frame?.close();
    this.#panel?.setVisible(false);
    this.client.setOpen(false);
    this.#showLauncher();
    if (inside) this.#shell.launcher.element.focus({ preventScroll: true });
    this.#emit('close', undefined);
  }

  setParams(params: { readonly [key: string]: ParamInput }): void {
    this.client.setParams(params);
  }

  setColors(colors: ColorScheme): void {
    this.#colors = mergeColors(this.#colors, colors);
    this.#applyAppearance();
  }

  setHeading(heading: { readonly title?: string | undefined; readonly subtitle?: string | undefined }): void {
    this.#ownHeading = { ...this.#ownHeading, ...withoutUndefined(heading) };
    this.#applyAppearance();
  }

  goTo(alias: string): void {
    this.#connect();
    this.client.goTo(alias);
  }

  stop(): void {
    this.client.stop();
  }

  /** Applies options that need no new chat. */
  update(options: WidgetOptions): void {
    const { paramsFromSite } = options;
    if (paramsFromSite && paramsFromSite !== this.#options.paramsFromSite) this.client.setParams(paramsFromSite);
    this.#options = options;
    this.#shell.update(this.#host, options);
    this.#shell.container.lang = this.#locale;
    this.#applyAppearance();
    if (options.openOnMessage) this.#connect();
  }

  destroy(): void {
    this.#scope.end();
    this.#panel?.destroy();
    this.#title.show(0);
    this.#tabs?.leave();
    this.#release?.();
    this.#release = null;
  }

  #connect(): void {
    if (!this.#asks) this.#release ??= this.client.start();
  }

  #follow(): void {
    const { client } = this;
    const scope = this.#scope;
    const emitReady = (): void => {
      if (ready || client.history.get().status !== 'ready' || client.connection.get().status !== 'online') return;
      ready = true;
      this.#emit('ready', { client });
      // What is shared is not needed to show the chat.
      scope.own(whenIdle(() => this.#joinTabs(), 1000));
      const { customCode } = client.bot.get();
      if (customCode && this.#options.customCode !== false) {
        CUSTOM_CODE.load().then(
          ({ runCustomCode }) => runCustomCode(customCode),
          () => {},
        );
      }
    };
    let ready = false;
    scope.own(client.history.subscribe(emitReady));
    scope.own(client.connection.subscribe(emitReady));
    scope.own(client.bot.subscribe(() => this.#applyAppearance()));
    scope.own(
      client.unread.subscribe((unread) => {
        this.#showLauncher();
        this.#showTitle();
        this.#emit('unread', unread);
      }),
    );
    scope.own(
      client.on('message', (message) => {
        this.#emit('message', message);
        if (message.from.kind === 'visitor') return;
        if (this.#options.openOnMessage) this.open({ focus: false });
        if (this.#notifies && (!this.#open || document.visibilityState === 'hidden')) ring();
      }),
    );
    scope.own(client.on('operator', (operator) => this.#emit('operator', operator)));
    scope.own(client.on('error', (error) => this.#emit('error', error)));
    scope.own(
      client.on('command', ({ title, subtitle, open, colors }) => {
        this.setHeading({ ...(title !== undefined && { title }), ...(subtitle !== undefined && { subtitle }) });
        if (colors) this.setColors(colors as ColorScheme);
        if (open === true) this.open({ focus: false });
        else if (open === false) this.close();
      }),
    );
    scope.listen(document, 'visibilitychange', () => this.#title.show(0));
    emitReady();
  }

  #joinTabs(): void {
    const { server, botId, userId } = this.#options;
    TABS.load().then(
      ({ joinTabs }) => {
        if (this.#scope.ended) return;
        this.#tabs = joinTabs(this.client, {
          // Tabs of different users share nothing.
          name: [visitorKey(server, botId), ...(userId === undefined ? [] : [userId])].join(':'),
          composer: this.#composer,
        });
        this.#scope.own(this.#tabs.notifies.subscribe(() => this.#showTitle()));
      },
      // If the code fails to load, the tabs are independent.
      () => {},
    );
  }

  /** Whether this tab notifies: one of all tabs does; until they know of each other, each does. */
  get #notifies(): boolean {
    return this.#tabs?.notifies.get() ?? true;
  }

  #showTitle(): void {
    this.#title.show(this.#notifies && document.visibilityState === 'hidden' ? this.client.unread.get() : 0);
  }

  /** Precedence: a call at run time, the options, the bot's settings, the defaults. */
  #applyAppearance(): void {
    const { appearance } = this.#bot.get();
    const fromServer = mergeColors(undefined, appearance?.colors ?? appearance);
    this.#painter.paint(mergeColors(mergeColors(fromServer, this.#options.colors), this.#colors));
    this.#t?.setBotTexts(appearance?.texts);
    this.#textsChanged.set(appearance?.texts);
    const { title, subtitle, avatar } = this.#options;
    this.#heading.set({
      ...(title !== undefined && { title }),
      ...(subtitle !== undefined && { subtitle }),
      ...(avatar !== undefined && { avatar }),
      ...this.#ownHeading,
    });
    this.#showLauncher();
  }

  #showLauncher(): void {
    const { launcher } = this.#shell;
    const unread = this.#open ? 0 : this.client.unread.get();
    const expanded = this.#open || this.#picker?.isOpen === true;
    const label = this.#launcherLabel(expanded ? 'closeChat' : 'openChat');
    const count = unread > 0 ? `, ${this.#t?.t('unread', { n: unread }) ?? unread}` : '';
    launcher.name(label + count);
    launcher.setUnread(unread);
    launcher.setExpanded(expanded);
  }

  #press(): void {
    if (this.#open) this.close();
    else if (this.#options.format === 'multi') this.#togglePicker();
    else this.open();
  }

  #togglePicker(): void {
    if (this.#picker) {
      this.#picker.toggle();
      return;
    }
    this.#shell.hideLoadError();
    Promise.all([CHANNELS.load(), this.#loadTexts()]).then(
      ([{ ChannelPicker }, t]) => {
        if (this.#scope.ended || this.#picker) return;
        const open = () => this.open();
        const show = () => this.#showLauncher();
        this.#picker = new ChannelPicker(this.#shell, this.#options, t, this.#scope, open, show);
        this.#picker.toggle();
      },
      (error: unknown) => this.#showLoadError(error, () => this.#press()),
    );
  }

  /** The visitor has pressed the launcher without effect: shows the error with a retry button. */
  #showLoadError(error: unknown, retry: () => void): void {
    if (this.#scope.ended) return;
    console.error(`[connective-chat] The chat did not load (${CONSOLE_PAGE}):`, error);
    this.#shell.launcher.setBusy(false);
    this.#shell.showLoadError(retry);
  }

  /** The texts of the language; after a failure they are loaded again. */
  #loadTexts(): Promise<WidgetTexts> {
    this.#texts ??= loadWidgetTexts(this.#locale, this.#options.texts).then(
      (t) => {
        this.#t = t;
        this.#applyAppearance();
        return t;
      },
      (error: unknown) => {
        this.#texts = null;
        throw error;
      },
    );
    return this.#texts;
  }

  #launcherLabel(key: 'openChat' | 'closeChat'): string {
    return this.#t?.t(key) ?? this.#shell.texts[key];
  }

  #load(): Promise<Panel> {
    this.#loading ??= this.#fetch();
    this.#loading.catch(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async #fetch(): Promise<Panel> {
    const [{ Panel, PANEL_ID }, t, preChat] = await Promise.all([
      import('./panel.ts'),
      this.#loadTexts(),
      this.#asks && PRE_CHAT.load(),
      // Wait for colours and panes, because adding them later would move the content.
      this.#options.format === 'frame' && SIDE_PARTS.load().catch(() => {}),
    ]);
    await this.#painter.painting;
    const panel = this.#mount(Panel, PANEL_ID, t);
    if (preChat && this.#asks) {
      panel.ask(preChat.createPreChat, this.#asks, (answers) => {
        this.#asks = null;
        this.client.setParams(answers);
        this.#connect();
      });
    }
    return panel;
  }

  #mount(PanelClass: typeof Panel, id: string, t: WidgetTexts): Panel {
    const { root, container, launcher } = this.#shell;
    const floats = this.#options.format !== 'frame';
    const panel = new PanelClass({
      root,
      nonce: this.#options.nonce,
      onClose: floats ? () => this.close() : null,
      // Read before the panel changes the styles, so that nothing has to be laid out for it.
      width: container.clientWidth,
      context: {
        client: this.client,
        texts: t,
        t: t.t,
        textsChanged: this.#textsChanged,
        heading: this.#heading,
        bot: this.#bot,
        composer: this.#composer,
        container,
        now: () => Date.now(),
      },
    });
    this.#panel = panel;
    if (this.#scope.ended) {
      panel.destroy();
      return panel;
    }
    if (floats) this.#frame = new DialogFrame(panel.element as HTMLDialogElement, this.#scope, () => this.close());
    container.prepend(panel.element);
    launcher.setExpanded(this.#open, id);
    return panel;
  }
}

const ring = (): void => {
  if (soundPreference.get()) import('./play-sound.ts').then(({ playSound }) => playSound()).catch(() => {});
};
