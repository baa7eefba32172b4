import type { ThinkingStep } from '@connective-chat/core';
import { applyProps, describeSteps, getStepListProps, getStepsProps } from '@connective-chat/core/ui';
import { h } from '../../dom/h.ts';
import { setText } from '../../dom/set-text.ts';
import { icon } from '../../icons/icon.ts';
import { DOWN } from '../../icons/paths/down.ts';
import type { WidgetContext } from '../widget-context.types.ts';
import { StepList } from './step-list.ts';

/** The line above an answer that says what was done for it, and opens the list of the steps. */
export class StepsLine {
  readonly element: HTMLElement;
  readonly #context: WidgetContext;
  readonly #list: StepList;
  readonly #id: string;
  readonly #summary = h('span', { class: 'steps-summary', dir: 'auto' });
  readonly #time = h('span', { class: 'steps-time' });
  // An element of its own, because the time has its own direction.
  readonly #dot = h('span', { class: 'steps-dot', 'aria-hidden': 'true' }, '·');
  readonly #button = h(
    'button',
    { class: 'steps-button', part: 'steps' },
    this.#summary,
    this.#dot,
    this.#time,
    icon(DOWN),
  );
  /** Whether the visitor has opened or closed it; until then the steps say whether they stay open. */
  #chosen: boolean | null = null;
  #steps: readonly ThinkingStep[] = [];

  constructor(messageId: string, context: WidgetContext) {
    this.#context = context;
    this.#id = `steps-${messageId}`;
    this.#list = new StepList(context);
    this.element = h('div', { class: 'steps-line' }, this.#button, this.#list.element);
  }

  show(steps: readonly ThinkingStep[]): void {
    if (steps === this.#steps) return;
    this.#steps = steps;
    const { text, time } = describeSteps(steps, this.#context.texts);
    setText(this.#summary, text);
    setText(this.#time, time);
    this.#list.show(steps);
    this.#update();
  }

  get #isOpen(): boolean {
    return this.#chosen ?? this.#steps.some(({ after }) => after === 'stay');
  }

  #toggle(): void {
    this.#chosen = !this.#isOpen;
    this.#update();
  }

  #update(): void {
    const state = { id: this.#id, open: this.#isOpen };
    applyProps(this.#button, getStepsProps({ ...state, onToggle: () => this.#toggle() }));
    applyProps(this.#list.element, getStepListProps(state));
  }
}
