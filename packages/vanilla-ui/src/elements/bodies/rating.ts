import type { BodyOf, Message } from '@connective-chat/core';
import { h } from '../../dom/h.ts';
import { setAttribute } from '../../dom/set-attribute.ts';
import { icon } from '../../icons/icon.ts';
import { STAR } from '../../icons/paths/star.ts';
import { TICK } from '../../icons/paths/tick.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import type { BodyView } from './body-view.types.ts';

/** A request to rate: five stars or ten numbers, with a comment field if the scenario asks for one. */
export function createRating(message: Message, body: BodyOf<'rating'>, context: WidgetContext): BodyView {
  const { client, t } = context;
  const scores = Array.from({ length: body.scale }, (_, index) => index + 1);
  let picked = 0;

  const rate = (score: number, comment?: string): void => {
    const result = client.rate(message.id, score, comment || undefined);
    if (result.ok) context.focusInput();
    else context.explain(result.reason);
  };
  const pick = (score: number): void => {
    if (client.message(message.id).get()?.answer) return;
    if (!body.comment) {
      rate(score);
      return;
    }
    picked = score;
    show(score, false);
    form.hidden = false;
    comment.focus();
  };
  const buttons = scores.map((score) =>
    h(
      'button',
      {
        type: 'button',
        class: 'score',
        'aria-label': t('rateOf', { n: score, total: body.scale }),
        on: { click: () => pick(score) },
      },
      body.scale === 5 ? icon(STAR) : String(score),
    ),
  );
  const comment = h('textarea', {
    class: 'field',
    rows: '2',
    'aria-label': t('rateComment'),
    placeholder: t('rateComment'),
  });
  const send = (): void => rate(picked, comment.value.trim());
  const form = h(
    'div',
    { class: 'rating-comment', hidden: true },
    comment,
    h('button', { type: 'button', class: 'solid', on: { click: send } }, t('rateSend')),
  );
  const thanks = h('p', { class: 'rated', hidden: true }, icon(TICK), t('rated'));
  const element = h(
    'div',
    { class: 'rating', 'data-scale': body.scale },
    h('p', { class: 'text', dir: 'auto' }, body.prompt),
    h('div', { class: 'scores', role: 'group', 'aria-label': t('rate') }, ...buttons),
    body.scale === 10 &&
      h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', null, t('rateLow')), h('span', null, t('rateHigh'))),
    form,
    thanks,
  );
  const show = (score: number, done: boolean): void => {
    for (const [index, button] of buttons.entries()) {
      const lit = body.scale === 5 ? index < score : index + 1 === score;
      button.classList.toggle('lit', lit);
      setAttribute(button, 'aria-pressed', String(index + 1 === score));
      setAttribute(button, 'aria-disabled', done ? 'true' : null);
    }
    element.classList.toggle('done', done);
    thanks.hidden = !done;
    if (done) form.hidden = true;
  };
  if (message.answer?.score) show(message.answer.score, true);
  return {
    element,
    bare: true,
    update(next) {
      if (next.answer?.score) show(next.answer.score, true);
      return true;
    },
  };
}
