import { mergeColors } from '../appearance/merge-colors.ts';
import { whenIdle } from '../dom/when-idle.ts';
import { hasStoredVisitor } from '../elements/has-stored-visitor.ts';
import { Shell } from '../elements/shell.ts';
import { tagName } from '../elements/tag-name.ts';
import type { WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';
import type { EmbeddedWidget, EmbedEventHandler, Seed, WidgetModule } from './embed.types.ts';
import { type InitDefaults, mapInit } from './map-init.ts';

type Call = (widget: EmbeddedWidget) => void;

/** What the loader needs from its environment; replaced in tests. */
export interface EmbedEnvironment extends InitDefaults {
  load(assetUrl: string | undefined): Promise<WidgetModule>;
  /**
   * Loads what an opened chat needs beside the widget, which would ask for it only once it runs. A failure is ignored.
   */
  preload(assetUrl: string | undefined, isFrame: boolean): void;
  warn(message: string): void;
  error(message: string): void;
}

/**
 * Executes `kw` and `kw_event`. `init` renders the launcher immediately; the widget is loaded when the browser is idle,
 * or earlier if a call or the visitor needs it. Calls are queued until then.
 */
export class EmbedController {
  readonly #environment: EmbedEnvironment;
  readonly #warned = new Set<string>();
  readonly #handlers: [keyof WidgetEvents, EmbedEventHandler][] = [];
  /** Events before `init`, in order. */
  readonly #early: (readonly unknown[])[] = [];
  #queued: Call[] = [];
  #seed: Seed | null = null;
  #assetUrl: string | undefined;
  #widget: EmbeddedWidget | null = null;
  #loading: HTMLElement | null = null;
  #cancelIdle: () => void = () => {};
  /** Whether the chat opens once it is loaded: after a press, a call, or because it is a frame. */
  #opening = false;

  constructor(environment: EmbedEnvironment) {
    this.#environment = environment;
  }

  /** `kw(command, …)`. */
  command(name: unknown, ...rest: readonly unknown[]): void {
    if (name === 'init') this.#init(rest[0]);
    else if (name === 'event') this.event(rest[0], rest[1]);
    else if (name === 'on' && typeof rest[1] === 'function') this.#on(rest[0], rest[1] as EmbedEventHandler);
    else if (name === 'destroy') this.#destroy();
    else this.#warnOnce(`kw: unknown call ${JSON.stringify(name)}`);
  }

  /**
   * `kw_event(name, payload)`. The widget executes it; only what must be visible before the widget is loaded is done
   * here.
   */
  event(name: unknown, payload?: unknown): void {
    const seed = this.#seed;
    if (!seed) {
      this.#early.push([name, payload]);
      return;
    }
    const opens = name === 'openchat' && Number(payload) === 1;
    if (name === 'openchat') this.#opening = opens;
    if (opens) {
      seed.shell.hideLoadError();
      seed.shell.launcher.setBusy(!this.#widget);
    }
    if (name === 'kwcolor') {
      const options = { ...seed.options, colors: mergeColors(seed.options.colors, payload) };
      this.#seed = { ...seed, options };
      if (!this.#widget) seed.shell.update(seed.host, options);
    }
    this.#whenLoaded((widget) => {
      if (!widget.event(name, payload)) this.#warnOnce(`kw_event: unknown ${JSON.stringify([name, payload])}`);
    });
    if (opens || name === 'emitevent') this.#load(opens);
  }

  #init(init: unknown): void {
    const options = mapInit(init, this.#environment);
    this.#assetUrl = (init as { asset_url?: string } | undefined)?.asset_url;
    const before = this.#seed;
    // A single-page application calls `init` on each route: the widget stays and adopts the changed options.
    if (before && sameChat(before.options, options)) {
      this.#seed = { ...before, options };
      if (!before.host.isConnected) mountPoint(options).append(before.host);
      before.shell.update(before.host, options);
      this.#widget?.update(options);
      return;
    }
    this.#destroy();
    const isFrame = options.format === 'frame';
    // A frame is content of the page: its files are requested first, and arrive while the page is rendered.
    if (isFrame) this.#environment.preload(this.#assetUrl, isFrame);
    const host = document.createElement(tagName());
    const shell = new Shell(host, options);
    this.#seed = { host, shell, options, init };
    mountPoint(options).append(host);
    shell.launcher.onIntent = () => this.#load(true);
    shell.launcher.onPress = () => this.event('openchat', 1);
    this.#opening = isFrame;
    const needed = options.openOnMessage || hasStoredVisitor(options.server, options.botId);
    if (isFrame) this.#load(true);
    else this.#cancelIdle = whenIdle(() => this.#load(this.#opening), needed ? 200 : 4000);
    for (const [name, payload] of this.#early.splice(0)) this.event(name, payload);
  }

  #on(event: unknown, handler: EmbedEventHandler): void {
    const entry: [keyof WidgetEvents, EmbedEventHandler] = [event as keyof WidgetEvents, handler];
    this.#handlers.push(entry);
    this.#widget?.on(entry[0], handler);
  }

  /** Calls now, or when the widget is loaded; does not load it. */
  #whenLoaded(call: Call): void {
    if (this.#widget) call(this.#widget);
    else this.#queued.push(call);
  }

  #load(opens: boolean): void {
    const seed = this.#seed;
    if (!seed || this.#widget) return;
    if (opens) this.#environment.preload(this.#assetUrl, seed.options.format === 'frame');
    if (this.#loading === seed.host) return;
    this.#cancelIdle();
    this.#loading = seed.host;
    this.#environment.load(this.#assetUrl).then(
      ({ takeOver }) => {
        // Another `init` may have replaced the widget while it was loading.
        if (this.#seed?.host !== seed.host) return;
        seed.shell.launcher.setBusy(false);
        let widget: EmbeddedWidget;
        try {
          widget = takeOver(this.#seed);
        } catch (error) {
          this.#environment.error(`The chat cannot start: ${error}`);
          return;
        }
        this.#widget = widget;
        for (const [event, handler] of this.#handlers) widget.on(event, handler);
        for (const call of this.#queued.splice(0)) call(widget);
      },
      (error: unknown) => {
        // Offline, or the files were replaced by a deployment: the launcher stays, and the next press tries again.
        if (this.#loading === seed.host) this.#loading = null;
        seed.shell.launcher.setBusy(false);
        const message = `The chat did not load: ${error}`;
        if (!this.#opening) {
          this.#warnOnce(message);
          return;
        }
        // The visitor waits, so the error is shown with a retry button.
        this.#environment.error(message);
        seed.shell.showLoadError(() => {
          seed.shell.launcher.setBusy(true);
          this.#load(true);
        });
      },
    );
  }

  #destroy(): void {
    this.#cancelIdle();
    this.#widget?.destroy();
    this.#seed?.host.remove();
    this.#widget = null;
    this.#loading = null;
    this.#seed = null;
    this.#queued = [];
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#environment.warn(message);
  }
}

/** Options whose change needs another chat. */
const IDENTITY = ['server', 'botId', 'version', 'format', 'locale', 'userId'] as const;

const sameChat = (a: WidgetOptions, b: WidgetOptions): boolean => IDENTITY.every((key) => a[key] === b[key]);

const mountPoint = (options: WidgetOptions): Element => options.target ?? document.body ?? document.documentElement;
