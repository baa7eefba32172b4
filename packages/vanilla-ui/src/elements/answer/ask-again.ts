import { applyProps, getAskAgainProps, questionOf } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { AGAIN } from '../../icons/paths/again.ts';
import type { WidgetContext } from '../widget-context.types.ts';

const byContext = new WeakMap<WidgetContext, AskAgain>();

/** The one button that asks the last question again. It moves to the newest answer. */
export class AskAgain {
  readonly #context: WidgetContext;
  readonly #button = h('button', null, icon(AGAIN));
  /** The places for the button, by message. */
  readonly #places = new Map<string, HTMLElement>();
  #stops: readonly (() => void)[] = [];

  private constructor(context: WidgetContext) {
    this.#context = context;
    this.#button.className = 'tool small';
  }

  /** The button of a widget. */
  static of(context: WidgetContext): AskAgain {
    const known = byContext.get(context) ?? new AskAgain(context);
    byContext.set(context, known);
    return known;
  }

  /** Adds the place for the button below a message. @returns removes it */
  add(messageId: string, place: HTMLElement): () => void {
    this.#places.set(messageId, place);
    const { client } = this.#context;
    if (this.#places.size === 1) {
      const update = () => this.#update();
      this.#stops = [client.messages.subscribe(update), client.sendState.subscribe(update)];
    }
    this.#update();
    return () => {
      this.#places.delete(messageId);
      if (this.#places.size > 0) return;
      for (const stop of this.#stops) stop();
      this.#stops = [];
    };
  }

  #update(): void {
    const { client, texts, focusInput } = this.#context;
    const messages = client.messages.get();
    const question = questionOf(messages);
    const place = this.#places.get(messages.at(-1)?.id ?? '');
    if (question === null || !place) {
      this.#button.remove();
      return;
    }
    const props = getAskAgainProps({ question, client, texts });
    applyProps(this.#button, {
      ...props,
      title: props['aria-label'],
      onClick: () => {
        props.onClick();
        // The button is removed with the new message.
        focusInput();
      },
    });
    // Before the note, which is the last.
    if (this.#button.parentElement !== place) place.insertBefore(this.#button, place.lastElementChild);
  }
}
