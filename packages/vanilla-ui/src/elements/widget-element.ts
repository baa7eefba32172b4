import type { ChatClient, ChatClientOptions, ParamInput } from '@connective-chat/core';
import { isSameChat } from '@connective-chat/core/ui';
import type { ColorScheme } from '../appearance/color-scheme.types.ts';
import { whenCheckable } from '../options/when-checkable.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import type { WidgetControls, WidgetEvents } from '../widget.types.ts';
import type { WidgetOptions } from '../widget-options.types.ts';
import { clientOptions } from './client-options.ts';
import type { optionsFromAttributes } from './options-from-attributes.ts';
import type { Shell } from './shell.ts';
import { WidgetController } from './widget-controller.ts';

type Handler = (detail: never) => void;

/** On a server there is no HTMLElement, but importing this module must not fail. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** Widget options whose change recreates the widget, in addition to core's options that create another chat. */
const REMOUNTING = ['format', 'userId', 'client'] as const;

/** Whether a running widget can adopt these options. */
function isSameWidget(made: WidgetOptions, next: WidgetOptions): boolean {
  const chatOf = (options: WidgetOptions) => clientOptions(options, options.locale ?? '');
  return REMOUNTING.every((key) => made[key] === next[key]) && isSameChat(chatOf(made), chatOf(next));
}

/** What an element needs to mount itself without a loader. */
export interface SelfMount {
  readonly Shell: typeof Shell;
  readonly optionsFromAttributes: typeof optionsFromAttributes;
}

/**
 * The widget as an element. Its state is set by attributes and `options`. Its events do not bubble, so that the page
 * cannot mistake its `message` for an event of its own.
 */
export abstract class WidgetElement extends Base implements WidgetControls {
  static readonly observedAttributes = [
    'server',
    'bot-id',
    'format',
    'locale',
    'theme',
    'user-id',
    'heading',
    'subheading',
    'avatar',
    'version',
    'open-on-message',
  ];
  readonly #handlers = new Map<keyof WidgetEvents, Set<Handler>>();
  #options: Partial<WidgetOptions> = {};
  #shell: Shell | null = null;
  #adopted = false;
  #controller: WidgetController | null = null;
  /** The options of the running chat. */
  #made: WidgetOptions | null = null;
  #queued = false;
  #cancelCheck = () => {};
  #waiting: ((controller: WidgetController) => void)[] = [];

  /** The options that are not texts and therefore have no attribute. They override attributes. */
  get options(): Partial<WidgetOptions> {
    return this.#options;
  }

  set options(options: Partial<WidgetOptions>) {
    this.#options = options;
    this.#schedule();
  }

  /** The client; `null` until the element has a server and a bot and is in the document. */
  get client(): ChatClient | null {
    this.#apply();
    return this.#controller?.client ?? null;
  }

  get isOpen(): boolean {
    return this.#controller?.isOpen ?? false;
  }

  connectedCallback(): void {
    this.#schedule();
  }

  disconnectedCallback(): void {
    // An element that is only moved in the document is back before the microtask.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  attributeChangedCallback(): void {
    this.#schedule();
  }

  /** What the element needs to mount itself; `null` while it is being loaded, and `onLoaded` is called afterwards. */
  protected abstract selfMount(onLoaded: () => void): SelfMount | null;

  /** Creates the client of the element. */
  protected abstract createClient(options: ChatClientOptions): ChatClient;

  /** Takes over what a loader has rendered, so that the launcher stays the same button. */
  adopt(shell: Shell, options: WidgetOptions): void {
    this.#shell = shell;
    this.#adopted = true;
    this.#options = options;
    this.#apply();
  }

  open(options?: { readonly focus?: boolean | undefined }): void {
    this.#whenMade((controller) => controller.open(options));
  }

  close(): void {
    this.#whenMade((controller) => controller.close());
  }

  setParams(params: { readonly [key: string]: ParamInput }): void {
    this.#whenMade((controller) => controller.setParams(params));
  }

  setColors(colors: ColorScheme): void {
    this.#whenMade((controller) => controller.setColors(colors));
  }

  setHeading(heading: { readonly title?: string | undefined; readonly subtitle?: string | undefined }): void {
    this.#whenMade((controller) => controller.setHeading(heading));
  }

  goTo(alias: string): void {
    this.#whenMade((controller) => controller.goTo(alias));
  }

  stop(): void {
    this.#whenMade((controller) => controller.stop());
  }

  on<E extends keyof WidgetEvents>(event: E, handler: (detail: WidgetEvents[E]) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  #whenMade(call: (controller: WidgetController) => void): void {
    this.#apply();
    if (this.#controller) call(this.#controller);
    else this.#waiting.push(call);
  }

  /** Combines several attribute changes in one task into one update. */
  #schedule(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => this.#apply());
  }

  #apply(): void {
    this.#queued = false;
    if (!this.isConnected) return;
    const selfMount = this.#adopted ? null : this.selfMount(() => this.#apply());
    if (!this.#adopted && !selfMount) return;
    const options = { ...selfMount?.optionsFromAttributes(this), ...withoutUndefined(this.#options) };
    if (!options.server || options.botId === undefined) return;
    if (selfMount) this.#shell ??= new selfMount.Shell(this, options as WidgetOptions);
    this.#make(options as WidgetOptions, this.#shell as Shell);
  }

  #make(options: WidgetOptions, shell: Shell): void {
    const made = this.#made;
    if (this.#controller && made && isSameWidget(made, options)) {
      if (sameOptions(made, options)) return;
      this.#made = options;
      this.#controller.update(options);
      return;
    }
    if (!this.#adopted) {
      const given = this.#options;
      this.#cancelCheck();
      this.#cancelCheck = whenCheckable(({ checkAttributes, checkOptions }) => {
        checkAttributes(this, WidgetElement.observedAttributes);
        checkOptions(given);
      });
    }
    this.#controller?.destroy();
    // A new shell was rendered with these options.
    if (made) shell.update(this, options);
    this.#made = options;
    this.#controller = new WidgetController(
      this,
      shell,
      options,
      (clientOptions) => this.createClient(clientOptions),
      (event, detail) => this.#emit(event, detail),
    );
    for (const call of this.#waiting.splice(0)) call(this.#controller);
  }

  #emit<E extends keyof WidgetEvents>(event: E, detail: WidgetEvents[E]): void {
    this.dispatchEvent(new CustomEvent(event, { detail, composed: true }));
    for (const handler of this.#handlers.get(event) ?? []) {
      try {
        handler(detail as never);
      } catch (error) {
        // An error of the site's handler is reported, and the chat continues.
        reportError(error);
      }
    }
  }

  #end(): void {
    this.#cancelCheck();
    this.#controller?.destroy();
    this.#shell?.remove();
    this.#controller = null;
    this.#shell = null;
    this.#adopted = false;
    this.#made = null;
  }
}

function sameOptions(a: WidgetOptions, b: WidgetOptions): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)] as (keyof WidgetOptions)[]);
  return [...keys].every((key) => a[key] === b[key]);
}
