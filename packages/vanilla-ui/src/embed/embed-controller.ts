import { mergeColors } from '../appearance/merge-colors.ts';
import { whenIdle } from '../dom/when-idle.ts';
import { hasStoredVisitor } from '../elements/has-stored-visitor.ts';
import { Shell } from '../elements/shell.ts';
import type { WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';
import type { EmbeddedWidget, EmbedEventHandler, Seed, WidgetModule } from './embed.types.ts';
import { type InitDefaults, mapInit } from './map-init.ts';

type Call = (widget: EmbeddedWidget) => void;

/** How the loader comes by the rest, so that a test can hand it something else. */
export interface EmbedEnvironment extends InitDefaults {
  load(assetUrl: string | undefined): Promise<WidgetModule>;
  warn(message: string): void;
}

/**
 * Answers `kw` and `kw_event`. `init` paints the launcher at once; everything else is fetched when
 * the browser is idle, or sooner when someone needs it, and calls made meanwhile wait in line.
 */
export class EmbedController {
  readonly #environment: EmbedEnvironment;
  readonly #warned = new Set<string>();
  readonly #handlers: [keyof WidgetEvents, EmbedEventHandler][] = [];
  /** Calls before `init`: whatever a page does first, nothing it says is lost. */
  readonly #early: (readonly unknown[])[] = [];
  #waiting: Call[] = [];
  #seed: Seed | null = null;
  #assetUrl: string | undefined;
  #widget: EmbeddedWidget | null = null;
  #loading: HTMLElement | null = null;
  #cancelIdle: () => void = () => {};

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

  /** `kw_event(name, payload)`. What each means is the widget's to know; here only what cannot wait for it. */
  event(name: unknown, payload?: unknown): void {
    const seed = this.#seed;
    if (!seed) {
      this.#early.push([name, payload]);
      return;
    }
    const opens = name === 'openchat' && Number(payload) === 1;
    if (opens) seed.shell.launcher.setBusy(!this.#widget);
    if (name === 'kwcolor') {
      const options = { ...seed.options, colors: mergeColors(seed.options.colors, payload) };
      this.#seed = { ...seed, options };
      if (!this.#widget) seed.shell.update(seed.host, options);
    }
    this.#whenThere((widget) => {
      if (!widget.event(name, payload)) this.#warnOnce(`kw_event: unknown ${JSON.stringify([name, payload])}`);
    });
    if (opens || name === 'emitevent') this.#load();
  }

  #init(init: unknown): void {
    const options = mapInit(init, this.#environment);
    this.#assetUrl = (init as { asset_url?: string } | undefined)?.asset_url;
    const before = this.#seed;
    // A page that shows itself anew calls `init` again: one widget stays, and takes what has changed.
    if (before && sameChat(before.options, options)) {
      this.#seed = { ...before, options };
      if (!before.host.isConnected) mountPoint(options).append(before.host);
      before.shell.update(before.host, options);
      this.#widget?.update(options);
      return;
    }
    this.#destroy();
    const host = document.createElement('connective-chat');
    const shell = new Shell(host, options);
    this.#seed = { host, shell, options };
    mountPoint(options).append(host);
    shell.launcher.onIntent = () => this.#load();
    shell.launcher.onPress = () => this.event('openchat', 1);
    const needed =
      options.format === 'frame' || options.openOnMessage || hasStoredVisitor(options.server, options.botId);
    this.#cancelIdle = whenIdle(() => this.#load(), needed ? 200 : 4000);
    for (const [name, payload] of this.#early.splice(0)) this.event(name, payload);
  }

  #on(event: unknown, handler: EmbedEventHandler): void {
    const entry: [keyof WidgetEvents, EmbedEventHandler] = [event as keyof WidgetEvents, handler];
    this.#handlers.push(entry);
    this.#widget?.on(entry[0], handler);
  }

  /** Runs now, or when the widget comes; does not fetch it. */
  #whenThere(call: Call): void {
    if (this.#widget) call(this.#widget);
    else this.#waiting.push(call);
  }

  #load(): void {
    const seed = this.#seed;
    if (!seed || this.#widget || this.#loading === seed.host) return;
    this.#cancelIdle();
    this.#loading = seed.host;
    this.#environment.load(this.#assetUrl).then(
      ({ takeOver }) => {
        // Another `init` may have come in between, with a widget of its own.
        if (this.#seed?.host !== seed.host) return;
        seed.shell.launcher.setBusy(false);
        const widget = takeOver(this.#seed);
        this.#widget = widget;
        for (const [event, handler] of this.#handlers) widget.on(event, handler);
        for (const call of this.#waiting.splice(0)) call(widget);
      },
      (error: unknown) => {
        // Offline, or a deploy in the middle: the launcher stays, and the next press tries again.
        if (this.#loading === seed.host) this.#loading = null;
        seed.shell.launcher.setBusy(false);
        this.#warnOnce(`The chat did not load: ${error}`);
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
    this.#waiting = [];
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#environment.warn(message);
  }
}

/** Options that make another chat of it. */
const IDENTITY = ['server', 'botId', 'version', 'format', 'locale', 'userId'] as const;

const sameChat = (a: WidgetOptions, b: WidgetOptions): boolean => IDENTITY.every((key) => a[key] === b[key]);

const mountPoint = (options: WidgetOptions): Element => options.target ?? document.body ?? document.documentElement;
