import type { ThinkingStep } from '@connective-chat/core';
import { getStepProps, secondsOf } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { icon } from '../../icons/icon.ts';
import { CLOSE } from '../../icons/paths/close.ts';
import { MINUS } from '../../icons/paths/minus.ts';
import { TICK } from '../../icons/paths/tick.ts';
import STEPS from '../../styles/steps.css?inline';
import type { WidgetContext } from '../widget-context.types.ts';

const ICONS: Readonly<Record<ThinkingStep['state'], string>> = {
  done: TICK,
  running: TICK,
  failed: CLOSE,
  skipped: MINUS,
};

type ListContext = Pick<WidgetContext, 't' | 'adopt'>;

/** The steps of an agent's work, each with its state and how long it took. */
export class StepList {
  readonly element = h('ol', { class: 'steps', role: 'list' });
  readonly #context: ListContext;
  #shown: readonly ThinkingStep[] = [];

  constructor(context: ListContext) {
    this.#context = context;
    context.adopt(STEPS);
  }

  /** Renders only the steps that have changed: a new element would run its animation again. */
  show(steps: readonly ThinkingStep[]): void {
    const { element } = this;
    while (element.childElementCount > steps.length) element.lastElementChild?.remove();
    for (const [index, step] of steps.entries()) {
      if (isSame(step, this.#shown[index])) continue;
      const item = this.#itemOf(step);
      const known = element.children[index];
      if (known) known.replaceWith(item);
      else element.append(item);
    }
    this.#shown = steps;
  }

  #itemOf(step: ThinkingStep): HTMLElement {
    const { t } = this.#context;
    const { state, text, detail } = step;
    const seconds = secondsOf([step]);
    const outcome = state === 'failed' ? t('stepFailed') : state === 'skipped' ? t('stepSkipped') : undefined;
    return h(
      'li',
      { class: 'step', ...getStepProps(step) },
      icon(ICONS[state]),
      h(
        'span',
        { class: 'step-text', dir: 'auto' },
        text || t('thinking'),
        outcome && h('span', { class: 'hidden' }, `: ${outcome}`),
        detail?.result && h('span', { class: 'step-result', dir: 'auto' }, detail.result),
      ),
      h('span', { class: 'step-time' }, seconds === null ? '' : t('thinkingSeconds', { n: seconds })),
    );
  }
}

const isSame = (a: ThinkingStep, b: ThinkingStep | undefined): boolean =>
  a.id === b?.id && a.state === b.state && a.text === b.text && a.endedAt === b.endedAt;
