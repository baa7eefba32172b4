import type { BlockedReason } from '@connective-chat/core';
import { describeBlocked } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import { icon } from '../icons/icon.ts';
import { SEND } from '../icons/paths/send.ts';
import type { Files } from './files/files.ts';
import { FILES } from './late-parts.ts';
import { speak } from './speak.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Five lines of text and the padding: then it scrolls. */
const MAX_HEIGHT = 5 * 22 + 20;

/** Reasons that are plain to see. */
const EVIDENT: ReadonlySet<BlockedReason> = new Set(['empty', 'answered', 'no-more']);
const isWorthTelling = (reason: BlockedReason): boolean => !EVIDENT.has(reason);

/** A key that belongs to an input method, and not to us. Safari ends a composition before its Enter: 229. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/**
 * Where the visitor writes. While an answer is awaited it stays writable and keeps the focus: only
 * the sending waits, and says so. Nothing here is ever `disabled`, which would drop the focus.
 */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #context: WidgetContext;
  readonly #input: HTMLTextAreaElement;
  readonly #send: HTMLButtonElement;
  readonly #reason = h('p', { class: 'reason', id: 'cc-reason', hidden: true });
  readonly #scope: Scope;
  /** There where the server takes files. */
  #files: Files | null = null;
  /** A reason that was asked for by trying; it goes with the next word, or when the way is free. */
  #tried: BlockedReason | null = null;

  constructor(context: WidgetContext, scope: Scope) {
    const { client } = context;
    this.#context = context;
    this.#scope = scope;
    this.#input = h('textarea', {
      class: 'input',
      part: 'input',
      rows: '1',
      dir: 'auto',
      enterkeyhint: 'send',
      autocomplete: 'off',
      'aria-describedby': 'cc-reason',
    });
    this.#send = h(
      'button',
      { type: 'submit', class: 'send', part: 'send', 'aria-describedby': 'cc-reason' },
      icon(SEND),
    );
    speak(context, scope, this.#input, 'placeholder', 'placeholder');
    speak(context, scope, this.#input, 'placeholder', 'aria-label');
    speak(context, scope, this.#send, 'send', 'aria-label');
    this.element = h(
      'form',
      { class: 'composer', part: 'composer', novalidate: true },
      this.#reason,
      h('div', { class: 'input-row' }, this.#input, this.#send),
    );

    scope.listen(this.element, 'submit', (event: SubmitEvent) => {
      event.preventDefault();
      this.#submit();
    });
    // A press on the button takes no focus from the text: on a phone the keyboard stays up.
    scope.listen(this.#send, 'pointerdown', (event: PointerEvent) => event.preventDefault());
    scope.listen(this.#input, 'keydown', (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      this.#submit();
    });
    scope.listen(this.#input, 'input', () => {
      this.#tried = null;
      context.draft.set(this.#input.value);
      this.#grow();
      this.#show();
      client.setTyping(this.#input.value !== '');
    });
    // Kept from before, or written in another tab.
    scope.bind(context.draft, (text) => {
      if (text === this.#input.value) return;
      this.#input.value = text;
      this.#grow();
      this.#show();
    });
    scope.bind(client.sendState, () => {
      this.#tried = null;
      this.#show();
    });
    for (const readable of [client.dialog, client.status, client.limits, client.uploads]) {
      scope.own(readable.subscribe(() => this.#show()));
    }
  }

  focus(): void {
    this.#input.focus({ preventScroll: true });
    this.#grow();
  }

  /** Shows why something was refused. */
  explain(reason: BlockedReason): void {
    this.#tried = reason;
    if (isWorthTelling(reason)) this.#context.announce(describeBlocked(reason, this.#context.texts));
    this.#show();
  }

  #submit(): void {
    const text = this.#input.value.trim();
    this.#input.focus({ preventScroll: true });
    const refused = this.#files?.send();
    if (refused) {
      this.explain(refused);
      return;
    }
    if (!text) return;
    const result = this.#context.client.send(text);
    if (!result.ok) {
      this.explain(result.reason);
      return;
    }
    this.#input.value = '';
    this.#context.draft.set('');
    this.#tried = null;
    this.#grow();
    this.#show();
  }

  #show(): void {
    const { client, t, texts } = this.#context;
    const state = client.sendState.get();
    const empty = this.#input.value.trim() === '' && !this.#files?.waiting;
    this.#showFiles();
    const thinking = !state.ok && state.reason === 'thinking';
    setAttribute(this.#send, 'aria-disabled', !state.ok || empty ? 'true' : null);
    this.element.classList.toggle('waiting', thinking);
    this.element.classList.toggle('filled', !empty);
    // While nobody wants to send, the thinking bubble and the strip under the header say enough.
    const standing = state.ok || empty ? null : state.reason;
    const reason = this.#tried ?? standing;
    const why = reason && isWorthTelling(reason) ? describeBlocked(reason, texts) : '';
    const text = why || (client.dialog.get().status === 'closed' ? t('chatEndedHint') : '');
    setText(this.#reason, text);
    this.#reason.hidden = text === '';
  }

  #showFiles(): void {
    if (this.#files) {
      this.#files.show();
      return;
    }
    const { client } = this.#context;
    const upload = client.can('upload');
    if (!upload.ok && upload.reason === 'unsupported' && client.uploads.get().length === 0) return;
    FILES.load().then(
      ({ Files }) => {
        const panel = this.element.closest<HTMLElement>('.panel');
        if (this.#files || this.#scope.ended || !panel) return;
        const place = { panel, input: this.#input, above: this.#reason };
        this.#files = new Files(this.#context, this.#scope, place, () => this.#show());
      },
      () => {},
    );
  }

  #grow(): void {
    // Where the browser sizes the field by its content there is nothing to measure.
    if (CSS.supports?.('field-sizing', 'content')) return;
    const { style } = this.#input;
    style.blockSize = 'auto';
    style.blockSize = `${Math.min(this.#input.scrollHeight, MAX_HEIGHT)}px`;
  }
}
