import { describe, expect, it, vi } from 'vitest';
import { answerEvent } from '../../src/embed/answer-event.ts';
import type { WidgetControls } from '../../src/widget.types.ts';

const controls = () => ({
  open: vi.fn(),
  close: vi.fn(),
  setParams: vi.fn(),
  setColors: vi.fn(),
  setHeading: vi.fn(),
  goTo: vi.fn(),
  stop: vi.fn(),
  on: vi.fn(),
});
type Controls = ReturnType<typeof controls>;

/** The documented calls, and the effect of each. */
const CALLS: readonly [name: string, payload: unknown, done: keyof Controls, with_: readonly unknown[]][] = [
  ['openchat', 1, 'open', []],
  ['openchat', '1', 'open', []],
  ['openchat', 0, 'close', []],
  ['command', { title: 'T', subtitle: 'S' }, 'setHeading', [{ title: 'T', subtitle: 'S' }]],
  ['command', { subtitle: 'S' }, 'setHeading', [{ subtitle: 'S' }]],
  ['command', 'stop', 'stop', []],
  ['emitevent', { event: 'alias', alias: 'product-inquiry' }, 'goTo', ['product-inquiry']],
  ['kwsetparamsfromsite', { params_from_site: { a: 1 } }, 'setParams', [{ a: 1 }]],
  ['kwcolor', { header: { bg: '#111' } }, 'setColors', [{ header: { bg: '#111' } }]],
];

describe('answerEvent', () => {
  it.each(CALLS)('%s %j', (name, payload, done, expected) => {
    const widget = controls();
    expect(answerEvent(widget as unknown as WidgetControls, name, payload)).toBe(true);
    expect(widget[done]).toHaveBeenCalledExactlyOnceWith(...expected);
  });

  it.each([
    ['nonsense', {}],
    ['emitevent', {}],
    ['emitevent', null],
    ['kwsetparamsfromsite', { params_from_site: 'a' }],
    [undefined, undefined],
  ])('ignores %j %j', (name, payload) => {
    const widget = controls();
    expect(answerEvent(widget as unknown as WidgetControls, name, payload)).toBe(false);
    for (const control of Object.values(widget)) expect(control).not.toHaveBeenCalled();
  });
});
