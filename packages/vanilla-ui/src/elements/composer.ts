import type { BlockedReason, QueuedMessage } from '@connective-chat/core';
import { applyProps, describeBlocked, getComposerProps, getReasonProps, isSubmitKey } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import { icon } from '../icons/icon.ts';
import { SEND } from '../icons/paths/send.ts';
import { STOP } from '../icons/paths/stop.ts';
import { bindText } from './bind-text.ts';
import { createFileInput } from './files/file-input.ts';
import { WAITING_PARTS } from './lazy-parts.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** Lines of 22 px, plus the borders; with more than five lines the input scrolls. */
const BORDERS = 18;
const MAX_HEIGHT = 5 * 22 + BORDERS;
const REASON_ID = 'cc-reason';

/**
 * The visitor's input, built from the elements of core's composer. While an answer is awaited it stays editable and
 * focused; only sending is blocked, with a reason. Nothing is ever `disabled`, because that would drop the focus.
 */
export class ComposerView {
  readonly element: HTMLFormElement;
  readonly #context: WidgetContext;
  readonly #input = h('textarea', { class: 'input', part: 'input' });
  readonly #send: HTMLButtonElement;
  readonly #sendIcon = icon(SEND);
  readonly #stopIcon = icon(STOP);
  readonly #reason = h('p', { class: 'reason', hidden: true });
  readonly #queued = h('div');
  #shownQueued: QueuedMessage | null = null;
  readonly #scope: Scope;
  /** Why a stop had no effect; shown until the visitor continues to write. */
  #stopNote: { readonly key: 'stopTooLate' | 'stopFailed'; readonly draft: string } | null = null;

  constructor(context: WidgetContext, scope: Scope) {
    const { client, composer, textsChanged } = context;
    this.#context = context;
    this.#scope = scope;
    this.#send = h(
      'button',
      { type: 'submit', class: 'send', part: 'send', 'aria-describedby': REASON_ID },
      this.#sendIcon,
    );
    bindText(context, scope, this.#input, 'placeholder', 'placeholder');
    applyProps(this.#reason, getReasonProps(REASON_ID));
    this.element = h(
      'form',
      { class: 'composer', part: 'composer', novalidate: true },
      this.#reason,
      this.#queued,
      h('div', { class: 'input-row' }, this.#input, this.#send),
    );

    scope.listen(this.element, 'submit', (event: SubmitEvent) => {
      event.preventDefault();
      this.#submit();
    });
    // Pressing the button must not take the focus, so that the on-screen keyboard of a phone stays open.
    scope.listen(this.#send, 'pointerdown', (event: PointerEvent) => event.preventDefault());
    scope.listen(this.#send, 'click', (event: MouseEvent) => {
      const { stopButton } = composer.get();
      // The second click of a double click on the stop button must not send the draft.
      if (stopButton || event.detail > 1) event.preventDefault();
      if (stopButton !== 'enabled') return;
      this.#stopNote = null;
      composer.stop();
    });
    scope.own(
      client.on('stopSettled', (outcome) => {
        const key = outcome.stopped || (outcome.reason === 'ended' ? 'stopTooLate' : 'stopFailed');
        this.#stopNote = key === true ? null : { key, draft: composer.get().draft };
        this.#show();
      }),
    );
    for (const readable of [composer, client.dialog, client.status, textsChanged]) {
      scope.own(readable.subscribe(() => this.#show()));
    }
    this.#show();
  }

  /** Adds the button for files, and lets files be dropped on `panel`, which contains the composer. */
  takeFiles(panel: HTMLElement): void {
    createFileInput(this.#context, this.#scope, { panel, input: this.#input, above: this.#reason });
  }

  focus(): void {
    this.#input.focus({ preventScroll: true });
    this.#grow();
  }

  /** Shows and announces why an action was refused. */
  explain(reason: BlockedReason): void {
    const { composer, texts, announce } = this.#context;
    composer.explain(reason);
    if (composer.get().notice) announce(describeBlocked(reason, texts));
  }

  #submit(): void {
    const { composer, texts, announce } = this.#context;
    this.#input.focus({ preventScroll: true });
    const result = composer.send();
    const { notice } = composer.get();
    if (!result.ok && notice) announce(describeBlocked(notice, texts));
  }

  #show(): void {
    const { client, composer, t, texts } = this.#context;
    const { draft, files, blocked, notice, stopButton } = composer.get();
    const heightMayChange = this.#input.value !== draft;
    applyProps(this.#input, {
      ...getComposerProps(composer, { texts, reasonId: REASON_ID }),
      'aria-label': t('placeholder'),
      onKeyDown: (event: KeyboardEvent) => {
        if (!isSubmitKey(event)) return;
        event.preventDefault();
        this.#submit();
      },
    });
    if (heightMayChange || draft) this.#grow();
    this.#showButton();
    this.#showQueued();
    this.element.classList.toggle('waiting', blocked?.reason === 'thinking');
    this.element.classList.toggle('filled', draft.trim() !== '' || files.length > 0);
    // Until the visitor tries to send, the thinking row and the connection notice are enough.
    const note = this.#stopNote;
    if (note && (note.draft !== draft || (note.key === 'stopFailed' && !stopButton))) this.#stopNote = null;
    const ended = client.dialog.get().status === 'closed' ? t('chatEndedHint') : '';
    const text = notice ? describeBlocked(notice, texts) : this.#stopNote ? t(this.#stopNote.key) : ended;
    setText(this.#reason, text);
    this.#reason.hidden = text === '';
  }

  /** While an answer can be stopped, the send button is the stop button, so that the focus stays on it. */
  #showButton(): void {
    const { composer, t } = this.#context;
    const { canSend, stopButton } = composer.get();
    const isDisabled = stopButton ? stopButton === 'busy' : !canSend;
    setAttribute(this.#send, 'aria-disabled', isDisabled ? 'true' : null);
    setAttribute(this.#send, 'aria-label', t(stopButton === 'busy' ? 'stopping' : stopButton ? 'stop' : 'send'));
    if ((this.#send.dataset.stop !== undefined) === (stopButton !== null)) return;
    setAttribute(this.#send, 'data-stop', stopButton !== null);
    this.#send.replaceChildren(stopButton ? this.#stopIcon : this.#sendIcon);
  }

  #showQueued(): void {
    const { queued } = this.#context.composer.get();
    if (queued === this.#shownQueued) return;
    this.#shownQueued = queued;
    this.#queued.replaceChildren();
    if (!queued) return;
    WAITING_PARTS.load().then(
      ({ createQueued }) => {
        if (this.#shownQueued === queued) this.#queued.replaceChildren(createQueued(this.#context, queued));
      },
      // Without the part the message is sent all the same.
      () => {},
    );
  }

  #grow(): void {
    // A browser with `field-sizing` sizes the field itself.
    if (CSS.supports?.('field-sizing', 'content')) return;
    const { style } = this.#input;
    style.blockSize = 'auto';
    style.blockSize = `${Math.min(this.#input.scrollHeight + BORDERS, MAX_HEIGHT)}px`;
  }
}
