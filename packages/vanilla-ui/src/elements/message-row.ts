import type { Message, Readable } from '@connective-chat/core';
import { failureOf } from '@connective-chat/core/ui';
import { h } from '../dom/h.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import { icon } from '../icons/icon.ts';
import { namedIcon } from '../icons/named-icon.ts';
import { ALERT } from '../icons/paths/alert.ts';
import { CLOCK } from '../icons/paths/clock.ts';
import { TICK } from '../icons/paths/tick.ts';
import { TICKS } from '../icons/paths/ticks.ts';
import type { AnswerParts } from './answer/answer-parts.ts';
import { authorOf } from './author-of.ts';
import { avatar } from './avatar.ts';
import type { BodyView } from './bodies/body-view.types.ts';
import { createBody } from './bodies/create-body.ts';
import { ANSWER_PARTS } from './lazy-parts.ts';
import { midnightOf } from './midnight-of.ts';
import { StepsLine } from './steps/steps-line.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** The delivery state of the visitor's message, as shown by its tick. */
export type Tick = 'pending' | 'sent' | 'delivered' | 'read';

/** The position of a row among its neighbours. */
export interface Placement {
  /** Whether it is the first, and the last, of consecutive messages of one author. */
  readonly first: boolean;
  readonly last: boolean;
  /** The day, if this is its first message. */
  readonly day: string | null;
}

const TICK_ICONS: Readonly<Record<Tick, string>> = { pending: CLOCK, sent: TICK, delivered: TICKS, read: TICKS };

/** One message. It subscribes to its own id, so a changed message updates only this row. */
export class MessageRow {
  readonly element = h('li', { class: 'row', part: 'row' });
  readonly #context: WidgetContext;
  readonly #view: Readable<Message | undefined>;
  readonly #stop: () => void;
  readonly #column = h('div', { class: 'column' });
  readonly #time = h('time', { class: 'meta' });
  readonly #line = h('div', { class: 'line' }, this.#column, this.#time);
  #avatar: Element | null = null;
  #tick: Element | null = null;
  #edited: HTMLElement | null = null;
  #author: HTMLElement | null = null;
  #day: HTMLElement | null = null;
  #failure: HTMLElement | null = null;
  #note: HTMLElement | null = null;
  #steps: StepsLine | null = null;
  #stopped: HTMLElement | null = null;
  /** The place of the parts below an answer, which has their height before they are loaded. */
  #answer: HTMLElement | null = null;
  #answerParts: AnswerParts | null = null;
  #isAnswered = false;
  #isRemoved = false;
  #body: BodyView | null = null;
  #message: Message;
  #midnight = 0;
  #shownTick: Tick | null = null;
  #face = '';

  constructor(message: Message, context: WidgetContext) {
    this.#context = context;
    this.#message = message;
    this.element.append(this.#line);
    this.#view = context.client.message(message.id);
    this.#stop = this.#view.subscribe(() => this.refresh());
    this.#show(message);
  }

  /**
   * Renders the current message. The client does not define whether a row or the list is notified first, so code that
   * reads several rows refreshes them before.
   */
  refresh(): void {
    const message = this.#view.get();
    if (message && message !== this.#message) this.#show(message);
  }

  get message(): Message {
    return this.#message;
  }

  /** The start of the day of the message. */
  get midnight(): number {
    return this.#midnight;
  }

  /** Whether the row is shown: messages without content for people are not. */
  get visible(): boolean {
    return this.#body !== null;
  }

  place({ first, last, day }: Placement): void {
    const { classList } = this.element;
    classList.toggle('first', first);
    classList.toggle('last', last);
    this.#showDay(day);
    this.#showAuthor(first);
    this.#showFace(last);
  }

  setTick(tick: Tick): void {
    if (this.#shownTick === tick) return;
    this.#shownTick = tick;
    const image = namedIcon(TICK_ICONS[tick], this.#context.t(tick));
    image.classList.add('meta', 'tick');
    this.#tick?.remove();
    this.#tick = image;
    this.#time.before(image);
    setAttribute(this.element, 'data-tick', tick);
  }

  /** Shows a line below the message with the reason why it waits; `null` removes it. */
  setNote(text: string | null): void {
    if (text === null) {
      this.#note?.remove();
      this.#note = null;
      return;
    }
    this.#note ??= h('p', { class: 'note' });
    setText(this.#note, text);
    if (!this.#note.isConnected) this.#column.append(this.#note);
  }

  remove(): void {
    this.#stop();
    this.#answerParts?.remove();
    this.#isRemoved = true;
    this.#body?.dispose?.();
    this.element.remove();
  }

  #show(message: Message): void {
    const before = this.#message;
    this.#message = message;
    const own = message.from.kind === 'visitor';
    const sameBody = this.#body !== null && before.body.type === message.body.type;
    if (!sameBody || this.#body?.update?.(message) !== true) this.#draw(message);
    else if (this.#body.below?.parentNode === null) this.#body.element.after(this.#body.below);
    this.element.hidden = this.#body === null;
    const { classList } = this.element;
    classList.toggle('own', own);
    classList.toggle('other', !own);
    classList.toggle('system', message.body.type === 'notice');
    setAttribute(this.element, 'data-delivery', own ? message.delivery : null);
    setAttribute(this.element, 'data-streaming', message.streaming === true);
    // Formatted only when it changes, because this costs more than all other updates.
    if (this.#time.dateTime !== message.at) {
      this.#time.dateTime = message.at;
      this.#time.textContent = this.#context.texts.time(new Date(message.at));
      this.#midnight = midnightOf(message);
    }
    this.#showStopped(message);
    this.#showEdited(message);
    this.#showSteps(message);
    this.#showAnswer(message);
    this.#showFailure(message);
  }

  #draw(message: Message): void {
    this.#body?.dispose?.();
    this.#body = createBody(message, this.#context);
    if (!this.#body) return;
    const { element, bare, isBubble, below } = this.#body;
    // Screen readers need the author; sighted visitors see it by the side and the colour.
    const author = authorOf(message, this.#context);
    const speaker = author ? h('span', { class: 'hidden' }, `${author}: `) : null;
    const frame = isBubble ? element : h('div', null, element);
    frame.classList.add(bare ? 'bare' : 'bubble');
    frame.setAttribute('part', bare ? 'content' : 'bubble');
    const around = [this.#steps?.element, speaker, frame, below, this.#stopped, this.#failure, this.#avatar].filter(
      (part) => part != null,
    );
    this.#column.replaceChildren(...around);
    setAttribute(this.element, 'data-body', message.body.type);
  }

  #showSteps({ id, steps }: Message): void {
    if (!steps) {
      this.#steps?.element.remove();
      this.#steps = null;
      return;
    }
    if (!this.#steps) {
      this.#steps = new StepsLine(id, this.#context);
      this.#column.prepend(this.#steps.element);
    }
    this.#steps.show(steps);
  }

  /**
   * Loads the parts below an answer once; without them it stays readable. While it is being written their place is
   * reserved, so that its end moves nothing.
   */
  #showAnswer({ agent, streaming }: Message): void {
    this.#answerParts?.show(this.#message);
    if (!agent && !streaming) {
      this.#answer?.remove();
      this.#answer = null;
      return;
    }
    if (!this.#answer) {
      this.#answer = h('div', { class: 'answer' });
      this.element.append(this.#answer);
    }
    if (!agent || this.#isAnswered) return;
    this.#isAnswered = true;
    const place = this.#answer;
    ANSWER_PARTS.load().then(
      ({ AnswerParts }) => {
        if (!this.#isRemoved) this.#answerParts = new AnswerParts(place, this.#message, this.#context);
      },
      () => {},
    );
  }

  #showEdited({ edited }: Message): void {
    if (edited === undefined) {
      this.#edited?.remove();
      this.#edited = null;
      return;
    }
    this.#edited ??= h('span', { class: 'meta' }, this.#context.t('edited'));
    if (!this.#edited.isConnected) this.#line.append(this.#edited);
  }

  /** Below the message, because a phone hides what is beside it. */
  #showStopped({ stopped }: Message): void {
    if (!stopped) {
      this.#stopped?.remove();
      this.#stopped = null;
      return;
    }
    this.#stopped ??= h('p', { class: 'note' }, this.#context.t('stopped'));
    if (!this.#stopped.isConnected) this.#column.append(this.#stopped);
  }

  #showFailure(message: Message): void {
    const key = failureOf(message);
    if (key === null) {
      this.#failure?.remove();
      this.#failure = null;
      return;
    }
    if (this.#failure?.dataset.reason === key) return;
    const { client, t, focusInput } = this.#context;
    const discard = () => {
      client.discard(message.id);
      focusInput();
    };
    const failure = h(
      'div',
      { class: 'failure', 'data-reason': key },
      h('span', { class: 'failure-text' }, icon(ALERT), t(key)),
      h('button', { type: 'button', class: 'link', on: { click: () => client.retry(message.id) } }, t('retry')),
      h('button', { type: 'button', class: 'link quiet', on: { click: discard } }, t('discard')),
    );
    this.#failure?.remove();
    this.#failure = failure;
    this.#column.append(failure);
  }

  #showDay(day: string | null): void {
    if (day === null) {
      this.#day?.remove();
      this.#day = null;
      return;
    }
    if (!this.#day) {
      this.#day = h('div', { class: 'day' }, h('span'));
      this.element.prepend(this.#day);
    }
    setText(this.#day.firstElementChild as Element, day);
  }

  #showAuthor(first: boolean): void {
    const named = first && this.#message.from.kind === 'operator' && this.visible;
    if (!named) {
      this.#author?.remove();
      this.#author = null;
      return;
    }
    if (!this.#author) {
      this.#author = h('div', { class: 'author', 'aria-hidden': 'true', dir: 'auto' });
      this.#line.before(this.#author);
    }
    setText(this.#author, authorOf(this.#message, this.#context));
  }

  #showFace(last: boolean): void {
    const { from, body } = this.#message;
    const { bot, heading } = this.#context;
    const shown = last && from.kind !== 'visitor' && body.type !== 'notice';
    const source = from.avatar ?? (from.kind === 'bot' ? (heading.get().avatar ?? bot.get().avatar) : undefined);
    const key = shown ? `${from.kind}\n${source}\n${from.name}` : '';
    if (key === this.#face) return;
    this.#face = key;
    this.#avatar?.remove();
    this.#avatar = shown ? avatar(from.kind === 'operator' ? 'person' : 'bot', source, from.name) : null;
    if (this.#avatar) this.#column.append(this.#avatar);
  }
}
