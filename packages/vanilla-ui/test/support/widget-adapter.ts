import { type ChatClient, type ChatClientOptions, createChatClient, type Message } from '@connective-chat/core';
import {
  actionsOf,
  type ChatState,
  describeBlocked,
  describeFileRefusal,
  englishTexts,
} from '@connective-chat/core/ui';
import { vi } from 'vitest';
import type { Adapter, ComposerView } from '../../../core/test/ui/conformance.ts';
import { WIDGET_EXCEPTIONS, WIDGET_LIVE_EXCEPTIONS } from '../../../core/test/ui/conformance-exceptions.ts';
import type { UnconnectedClient } from '../../../core/test/ui/scripted-client.ts';
import { createWidget } from '../../src/index.ts';
import type { Widget } from '../../src/widget.types.ts';
import type { WidgetOptions } from '../../src/widget-options.types.ts';

type Source = ChatClient | ChatClientOptions;

const textOf = ({ body }: Message): string => (body.type === 'text' ? body.text : '');

/** The options of a widget for a client, or for a client's options. */
function widgetOptions(source: Source): WidgetOptions {
  if ('start' in source) return { server: 'https://chat.test', botId: 1, locale: 'en', client: source };
  // A page cannot replace the platform, so a client with another platform is created here.
  if (source.platform) return { ...widgetOptions(createChatClient(source)) };
  const { url, botId } = source;
  return { server: url, botId, locale: 'en' };
}

/** An opened widget on the page, and what it shows. */
class Page {
  readonly widget: Widget;
  #options: WidgetOptions;

  private constructor(options: WidgetOptions) {
    this.#options = options;
    this.widget = createWidget(options);
  }

  static async open(source: Source): Promise<Page> {
    const page = new Page(widgetOptions(source));
    await page.#open();
    return page;
  }

  get root(): ShadowRoot {
    return this.widget.element.shadowRoot as ShadowRoot;
  }

  /** The client of the element; another bot has another client. */
  get client(): ChatClient {
    return (this.widget.element as unknown as { readonly client: ChatClient }).client;
  }

  find<T extends Element = HTMLElement>(selector: string): T {
    const found = this.root.querySelector<T>(selector);
    if (!found) throw new Error(`nothing matches ${selector}`);
    return found;
  }

  /** The texts of the rendered rows, by the id of their message. The rows are those of the newest messages. */
  rows(): Map<string, string> {
    const texts = [...this.root.querySelectorAll('.rows .row')].map((row) => row.querySelector('.text')?.textContent);
    const ids = this.client.messageIds.get().slice(-texts.length || Number.POSITIVE_INFINITY);
    return new Map(ids.map((id, index) => [id, texts[index] ?? '']));
  }

  /** The value of a field if the page shows it; `undefined` if the page shows another one, or does not show the field. */
  shown(field: keyof ChatState): unknown {
    const { client } = this;
    switch (field) {
      case 'messages': {
        const messages = client.messages.get();
        const rows = this.rows();
        const isShown = messages.slice(messages.length - rows.size).every((each) => rows.get(each.id) === textOf(each));
        return isShown && (rows.size > 0 || messages.length === 0) ? messages : undefined;
      }
      case 'thinking': {
        const thinking = client.thinking.get();
        const row = this.find('.thinking');
        const text = row.hidden ? null : (row.querySelector('.stage')?.lastElementChild?.textContent ?? null);
        return text === (thinking?.text ?? null) ? thinking : undefined;
      }
      case 'status': {
        const status = client.status.get();
        return this.find('.thinking').hidden === (status !== 'thinking') ? status : undefined;
      }
      case 'sendState': {
        const state = client.sendState.get();
        const isBlocked = !state.ok && state.reason === 'thinking';
        return this.find('.composer').classList.contains('waiting') === isBlocked ? state : undefined;
      }
      case 'connection': {
        const connection = client.connection.get();
        const isOffline = this.find('.subtitle').textContent === englishTexts.t('subtitleOffline');
        // The first attempt starts at once, and is not shown.
        const isLost = connection.status === 'reconnecting' && connection.attempt > 1;
        return isOffline === isLost ? connection : undefined;
      }
      case 'dialog': {
        const dialog = client.dialog.get();
        const isShown = !dialog.operator || this.find('.title').textContent === dialog.operator.name;
        return isShown ? dialog : undefined;
      }
      default:
        return undefined;
    }
  }

  async update(source: Source): Promise<void> {
    const options = widgetOptions(source);
    if (
      Object.keys(options).every((key) => Object.is(options[key as keyof object], this.#options[key as keyof object]))
    )
      return;
    this.#options = options;
    (this.widget.element as unknown as { options: WidgetOptions }).options = options;
    // The element applies its options in a microtask, or when its client is read.
    void this.client;
    await this.#open();
  }

  async #open(): Promise<void> {
    this.widget.open();
    await vi.waitFor(() => this.find('.panel'), { timeout: 20_000 });
  }
}

/** Counts how often the page changed, in batches of mutations that one change caused. */
function countChanges(element: Element, weigh: (records: readonly MutationRecord[]) => number = () => 1) {
  let count = 1;
  const observer = new MutationObserver((records) => {
    count += weigh(records);
  });
  observer.observe(element, { subtree: true, childList: true, characterData: true });
  return { get: () => count, stop: () => observer.disconnect() };
}

const rowsIn = (records: readonly MutationRecord[]) =>
  new Set(records.map(({ target }) => (target as Element).closest?.('.row') ?? target.parentElement?.closest('.row')));

/** Drives the composer as a visitor does. */
function driveComposer(page: Page): ComposerView['actions'] {
  const input = () => page.find<HTMLTextAreaElement>('.input');
  return () => ({
    setDraft(text) {
      input().value = text;
      input().dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    attach(files) {
      const paste = new Event('paste', { bubbles: true, cancelable: true });
      input().dispatchEvent(Object.assign(paste, { clipboardData: { files: [...files] } }));
    },
    removeFile(id) {
      const row = page.root.querySelectorAll('.attachment')[Number(id)];
      row?.querySelector<HTMLElement>('.tool')?.click();
      return row !== undefined;
    },
    editQueued: () => page.client.queued.get() !== null,
    removeQueued: () => page.client.queued.get() !== null,
    send() {
      const { canSend } = readComposer(page);
      input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      const { notice, draft } = readComposer(page);
      if (notice) return { ok: false, reason: notice };
      return canSend && draft === '' ? { ok: true, id: '' } : { ok: false, reason: 'empty' };
    },
    stop() {
      const { stopButton } = readComposer(page);
      page.find('.send').click();
      return stopButton === 'enabled'
        ? { ok: true, settled: Promise.resolve({ stopped: true }) }
        : { ok: false, reason: 'not-thinking' };
    },
    explain() {
      throw new Error('a page cannot explain a refusal');
    },
  });
}

const BLOCKED = ['thinking', 'outbox-full', 'too-large', 'closed', 'refused'] as const;
const REFUSED = ['empty', 'too-large', 'unsupported'] as const;

/** What the composer on the page shows, with reasons in place of their texts. */
function readComposer(page: Page): ReturnType<ComposerView['seen']> {
  const { client } = page;
  const reason = page.find('.reason');
  const text = reason.hidden ? '' : reason.textContent;
  const files = [...page.root.querySelectorAll('.attachment')].filter((row) => !row.querySelector('progress'));
  const names = [...page.root.querySelectorAll('.attachment')]
    .filter((row) => row.querySelector('progress'))
    .map((row) => row.querySelector('.file-name')?.textContent);
  const uploads = client.uploads.get();
  const button = page.find('.send');
  const stopButton = button.hasAttribute('aria-disabled') ? 'busy' : 'enabled';
  return {
    stopButton: button.hasAttribute('data-stop') ? stopButton : null,
    draft: page.find<HTMLTextAreaElement>('.input').value,
    accept: page.find<HTMLInputElement>('input[type=file]').accept,
    canSend: !button.hasAttribute('aria-disabled') && !button.hasAttribute('data-stop'),
    blocked: null,
    notice: BLOCKED.find((each) => describeBlocked(each, englishTexts) === text) ?? null,
    files: files.map((row, index) => {
      const refusal = row.querySelector('.attachment-failure')?.textContent;
      return {
        id: String(index),
        name: row.querySelector('.file-name')?.textContent ?? '',
        size: 0,
        refusal:
          REFUSED.find((each) => describeFileRefusal(each, client.limits.get(), englishTexts) === refusal) ?? null,
      };
    }),
    uploads: uploads.every(({ name }, index) => name === names[index]) ? uploads : [],
  } as unknown as ReturnType<ComposerView['seen']>;
}

/** The adapter of the widget: it reads the page, so that a value counts as seen only if the page shows it. */
export const widgetAdapter: Adapter = {
  name: 'the widget',
  exceptions: WIDGET_EXCEPTIONS,
  liveExceptions: WIDGET_LIVE_EXCEPTIONS,
  // Each of these cases mounts and opens two widgets.
  remounts: 3,
  async mount(source, fields) {
    const page = await Page.open(source);
    let changes = countChanges(page.find('.rows'));
    return {
      seen: () => Object.fromEntries(fields.map((field) => [field, page.shown(field)])),
      renders: () => changes.get(),
      actions: () => actionsOf(page.client),
      async update(next) {
        await page.update(next);
        changes.stop();
        changes = countChanges(page.find('.rows'));
      },
      async unmount() {
        changes.stop();
        page.widget.destroy();
        // The element ends in a microtask, because a moved element is removed and added again.
        await Promise.resolve();
      },
    };
  },
  async mountRows(client) {
    const page = await Page.open(client);
    const changes = countChanges(page.find('.rows'), (records) => rowsIn(records).size);
    return {
      text: (id) => page.rows().get(id) ?? '',
      renders: () => changes.get(),
      async unmount() {
        changes.stop();
        page.widget.destroy();
        await Promise.resolve();
      },
    };
  },
  async mountComposer(client) {
    const page = await Page.open(client);
    // Opening the chat is recorded as a call too.
    (client as UnconnectedClient).calls.length = 0;
    const changes = countChanges(page.find('.composer'));
    return {
      seen: () => readComposer(page),
      renders: () => changes.get(),
      actions: driveComposer(page),
      async unmount() {
        changes.stop();
        page.widget.destroy();
        await Promise.resolve();
      },
    };
  },
  async settle(change) {
    await change();
    // The chunk with the list of files is loaded with the first file.
    await vi.dynamicImportSettled();
  },
};
