import charts from 'virtual:machine-charts';
import { element } from '../page/element.ts';

/** The drawn machine, in which the active states are lit. */
export function createMachineChart(target: Element): { light(active: ReadonlySet<string>): void } {
  for (const { name, svg } of charts) {
    const figure = element('figure', { class: 'region', 'data-region': name }, element('figcaption', {}, name));
    // Drawn from the machine when the page was built.
    figure.insertAdjacentHTML(
      'beforeend',
      `<div class="chart-scroll" role="group" aria-label="${name}" tabindex="0">${svg}</div>`,
    );
    target.append(figure);
  }
  const states = [...target.querySelectorAll<SVGGElement>('[data-state]')];
  return {
    light(active) {
      for (const state of states) state.classList.toggle('is-active', active.has(state.dataset.state ?? ''));
    },
  };
}
