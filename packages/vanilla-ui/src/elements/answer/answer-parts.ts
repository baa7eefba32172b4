import type { Message } from '@connective-chat/core';
import {
  applyProps,
  getCopyProps,
  getFeedbackFormProps,
  getFeedbackProps,
  getFeedbackReasonProps,
} from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/set-text.ts';
import { icon } from '../../icons/icon.ts';
import { COPY } from '../../icons/paths/copy.ts';
import { THUMB } from '../../icons/paths/thumb.ts';
import { TICK } from '../../icons/paths/tick.ts';
import styles from '../../styles/answer.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';
import { AskAgain } from './ask-again.ts';
import { createSources } from './sources.ts';

/** How long the button shows that the answer was copied. */
const DONE_MS = 2000;

const VALUES = ['up', 'down'] as const;

/** What is below an answer of an agent: its sources, its rating, and the buttons that copy it and ask again. */
export class AnswerParts {
  readonly #element: HTMLElement;
  readonly #context: WidgetContext;
  readonly #actions = h('div', { class: 'answer-actions' });
  readonly #thumbs: readonly HTMLButtonElement[];
  readonly #copy = h('button', null, icon(COPY));
  readonly #note = h('span', { class: 'answer-note' });
  #form: HTMLElement | null = null;
  #sources: HTMLElement | null = null;
  #message: Message;
  readonly #stops: (() => void)[];

  constructor(element: HTMLElement, message: Message, context: WidgetContext) {
    this.#element = element;
    this.#context = context;
    this.#message = message;
    context.adopt(styles);
    this.#thumbs = VALUES.map((value) => h('button', { class: `tool small ${value}` }, icon(THUMB)));
    this.#copy.className = 'tool small';
    this.#actions.append(...this.#thumbs, this.#copy, this.#note);
    element.append(this.#actions);
    const { client } = context;
    this.#stops = [
      client.feedbackState.subscribe(() => this.show(this.#message)),
      client.on('feedbackSettled', ({ id, value, saved }) => {
        if (id === this.#message.id) this.#thank(value !== null, saved);
      }),
      AskAgain.of(context).add(message.id, this.#actions),
    ];
    this.show(message);
  }

  show(message: Message): void {
    this.#message = message;
    const { client, texts, announce, t } = this.#context;
    for (const [index, value] of VALUES.entries()) {
      const thumb = this.#thumbs[index] as HTMLButtonElement;
      const props = getFeedbackProps({ message, value, client, texts });
      applyProps(thumb, {
        ...props,
        title: props['aria-label'],
        hidden: !client.feedbackState.get().ok,
        onClick: () => {
          props.onClick();
          this.#askWhy(value === 'down' && !props['aria-pressed']);
        },
      });
    }
    const text = message.body.type === 'text' ? message.body.text : '';
    const copy = getCopyProps({
      text,
      texts,
      onCopied: (copied) => {
        if (!copied) {
          const body = this.#element.parentElement?.querySelector('.text');
          if (body) getSelection()?.selectAllChildren(body);
          return;
        }
        announce(t('copied'));
        this.#copy.replaceChildren(icon(TICK));
        setTimeout(() => this.#copy.replaceChildren(icon(COPY)), DONE_MS);
      },
    });
    applyProps(this.#copy, { ...copy, title: copy['aria-label'], hidden: text === '' });
    if (message.sources && !this.#sources) {
      this.#sources = createSources(message.sources, texts);
      this.#element.prepend(this.#sources);
    }
    if (!message.feedback) this.#note.hidden = true;
    if (message.feedback?.value !== 'down') this.#askWhy(false);
  }

  remove(): void {
    for (const stop of this.#stops) stop();
  }

  #thank(isRated: boolean, saved: boolean): void {
    this.#note.hidden = saved && !isRated;
    this.#note.classList.toggle('failed', !saved);
    setText(this.#note, this.#context.t(saved ? 'rated' : 'feedbackFailed'));
  }

  /** Shows or removes the form for the reason. */
  #askWhy(asks: boolean): void {
    if (!asks) {
      this.#form?.remove();
      this.#form = null;
      return;
    }
    const { client, texts, t } = this.#context;
    const field = h('textarea', { class: 'answer-reason' });
    applyProps(field, getFeedbackReasonProps({ texts }));
    const form = h('form', { class: 'answer-form' }, field, h('button', { class: 'link' }, t('feedbackSend')));
    const onSent = (): void => {
      this.#askWhy(false);
      // The focus was in the form.
      this.#thumbs[1]?.focus();
    };
    applyProps(form, getFeedbackFormProps({ message: this.#message, client, texts, onSent }));
    this.#form?.remove();
    this.#form = form;
    this.#element.append(form);
    form.scrollIntoView?.({ block: 'nearest' });
  }
}
