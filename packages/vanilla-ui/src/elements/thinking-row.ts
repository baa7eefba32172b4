import { h } from '../dom/h.ts';
import type { Scope } from '../dom/scope.ts';
import { setAttribute } from '../dom/set-attribute.ts';
import { setText } from '../dom/set-text.ts';
import THINKING from '../styles/thinking.css?inline';
import { avatar } from './avatar.ts';
import { WAITING_PARTS } from './lazy-parts.ts';
import { StepList } from './steps/step-list.ts';
import type { WidgetContext } from './widget-context.types.ts';

/** After this time the elapsed seconds are shown. */
const ELAPSED_FROM_MS = 10_000;

/** The finished steps above the running one; further ones would push the conversation out of view. */
const MAX_FINISHED = 4;

/** The running step: animated dots and its text. */
function createPresent(): { readonly element: HTMLElement; readonly words: HTMLElement } {
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  const words = h('span', { class: 'stage' });
  return { element: h('div', { class: 'present', dir: 'auto' }, dots, words), words };
}

/** "Agent thinking": animated dots and the current stage. Also shown, without a text, while an operator is typing. */
export function createThinkingRow(context: WidgetContext, scope: Scope): HTMLElement {
  const { client, t, now } = context;
  context.adopt(THINKING);
  const elapsed = h('span', { class: 'elapsed', 'aria-hidden': 'true' });
  const face = h('div', { class: 'side' });
  const finished = new StepList(context);
  let finishedCount = 0;
  let present = createPresent();
  const bubble = h('div', { class: 'bubble thinking-bubble' }, finished.element, present.element);
  const element = h(
    'div',
    { class: 'row other first last thinking', part: 'thinking', hidden: true },
    // The seconds are beside the bubble, so that they do not change its line breaks.
    h('div', { class: 'line' }, face, bubble, elapsed),
  );
  const overdue = h('p', { class: 'overdue', hidden: true, dir: 'auto' });
  const choices = h('div');

  let ticking: ReturnType<typeof setInterval> | undefined;

  const write = (text: string): void => {
    const { words } = present;
    const last = words.lastElementChild;
    if (last?.textContent === text) return;
    const next = h('span', null, text);
    // The old text fades out under the new one: both are in the same grid cell.
    for (const gone of words.querySelectorAll(':scope > :not(.gone)')) {
      // Shown through the style sheet only, so that the old text is no longer part of the document.
      setAttribute(gone, 'data-words', gone.textContent);
      gone.className = 'gone';
      gone.textContent = '';
    }
    words.append(next);
    setTimeout(() => {
      for (const gone of words.querySelectorAll('.gone')) gone.remove();
    }, 220);
  };
  const stop = (): void => {
    clearInterval(ticking);
    ticking = undefined;
  };
  const showElapsed = (): void => {
    const thinking = client.thinking.get();
    const spent = thinking ? now() - thinking.since : 0;
    setText(elapsed, spent >= ELAPSED_FROM_MS ? t('thinkingSeconds', { n: Math.floor(spent / 1000) }) : '');
  };
  const show = (): void => {
    const thinking = client.thinking.get();
    const typing = client.typing.get();
    const lastId = client.messageIds.get().at(-1);
    // An answer that is being streamed replaces the thinking row.
    const writing = lastId !== undefined && client.message(lastId).get()?.streaming === true;
    const visible = (thinking !== null || typing) && !writing;
    if (visible && element.hidden) {
      const { operator } = client.dialog.get();
      const source = operator ? operator.avatar : (context.heading.get().avatar ?? context.bot.get().avatar);
      face.replaceChildren(avatar(operator ? 'person' : 'bot', source, operator?.name));
      present.words.replaceChildren();
    }
    element.hidden = !visible;
    if (!visible || !thinking) {
      stop();
      setText(elapsed, '');
      present.words.replaceChildren();
      finished.show([]);
      finishedCount = 0;
      return;
    }
    const done = thinking.steps.filter(({ state }) => state !== 'running').slice(-MAX_FINISHED);
    if (done.length > finishedCount) {
      // The finished step takes the place of the running one, and the next one appears below: nothing moves.
      const next = createPresent();
      present.element.replaceWith(next.element);
      present = next;
    }
    finishedCount = done.length;
    finished.show(done);
    const text = thinking.text || t('thinking');
    write(text);
    ticking ??= setInterval(showElapsed, 1000);
    showElapsed();
  };

  scope.own(client.thinking.subscribe(show));
  scope.own(client.typing.subscribe(show));
  // Subscribed to `messages` and not to `messageIds`: a draft keeps its id when its message arrives.
  scope.own(client.messages.subscribe(show));
  show();
  scope.bind(client.overdue, (late) => {
    overdue.hidden = !late;
    setText(overdue, late ? late.text || t('overdue') : '');
    const offered = late?.choices ?? [];
    choices.replaceChildren();
    if (offered.length === 0) return;
    WAITING_PARTS.load().then(
      ({ createChoices }) => {
        if (client.overdue.get()?.choices === offered) choices.replaceChildren(createChoices(context, offered));
      },
      // Without the buttons the words are still there, and the input is free.
      () => {},
    );
  });
  scope.own(stop);
  return h('div', { class: 'thinking-group' }, element, overdue, choices);
}
