import type { ChatClient, ChatClientOptions } from '@connective-chat/core';
import { browserPlatform, buildChatClient, createLazyTransport } from '@connective-chat/core/engine';
import { lazy } from '../dom/lazy.ts';
import { whenIdle } from '../dom/when-idle.ts';
import { defineElement } from '../elements/tag-name.ts';
import { type SelfMount, WidgetElement } from '../elements/widget-element.ts';
import { whenCheckable } from '../options/when-checkable.ts';
import { answerEvent } from './answer-event.ts';
import type { EmbeddedWidget, Seed } from './embed.types.ts';

/** The maximum time that loading the connection in advance waits for the browser to be idle, in ms. */
const IDLE_MS = 4000;

/** Not needed to show the chat: loaded while it is rendered, or in idle time if it is not opened yet. */
const SOCKET = lazy(async () => (await import('./socket.ts')).createSocketIoTransport());

const SELF_MOUNT = lazy(() => import('../elements/self-mount.ts'));

/**
 * The element on a page with a loader. One that is written in HTML has no rendered launcher and loads the code for it.
 */
class EmbeddedElement extends WidgetElement {
  protected selfMount(onLoaded: () => void): SelfMount | null {
    // What a loader has rendered is taken over in a moment. After a failure the next attribute change or connection to
    // a document tries again.
    if (!SELF_MOUNT.loaded && !this.shadowRoot?.querySelector('.cc')) SELF_MOUNT.load().then(onLoaded, () => {});
    return SELF_MOUNT.loaded;
  }

  protected createClient(options: ChatClientOptions): ChatClient {
    return buildChatClient(options, browserPlatform({ transport: createLazyTransport(SOCKET.load) }));
  }
}

/*
 * What the loader imports. It may be used by itself as well: it makes the element known, so that a
 * page of its own may write <connective-chat> by hand.
 */
defineElement(EmbeddedElement);

/** Creates a widget that takes over the launcher of the loader. */
export function takeOver({ host, shell, options, init }: Seed): EmbeddedWidget {
  customElements.upgrade(host);
  const element = host as WidgetElement;
  if (typeof element.adopt !== 'function') {
    throw new Error(`another script of the page has defined <${host.localName}>, and this element is its own`);
  }
  element.adopt(shell, options);
  const cancelCheck = whenCheckable(({ checkInit }) => checkInit(init));
  const cancelSocket = whenIdle(() => void SOCKET.load().catch(() => {}), IDLE_MS);
  return {
    event: (name, payload) => answerEvent(element, name, payload),
    on: (event, handler) => element.on(event, handler),
    destroy() {
      cancelCheck();
      cancelSocket();
      element.remove();
    },
    update: (next) => {
      element.options = next;
    },
  };
}
